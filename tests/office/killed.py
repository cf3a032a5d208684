"""A process that sets alarms until it is killed, telling of each once that is acknowledged."""

import asyncio
import sys
from datetime import datetime, timedelta
from pathlib import Path

from voice_os.memory.key import Key
from voice_os.memory.store import Store
from voice_os.office.due import Alarm
from voice_os.office.ledger import Ledger

FIRST = datetime(2026, 1, 1)


async def set_alarms(path: Path, key: Key) -> None:
    ledger = Ledger(await Store.open(path, key))
    count = 0
    while True:
        await ledger.change(add=[Alarm(FIRST + timedelta(minutes=count), str(count))])
        print(count, flush=True)
        count += 1


if __name__ == "__main__":
    asyncio.run(set_alarms(Path(sys.argv[1]), Key(sys.argv[2])))
