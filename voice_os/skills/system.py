"""How the machine is: battery, disk, memory, network."""

from datetime import timedelta

from voice_os.errors import Problem
from voice_os.skills import Effect, skill
from voice_os.skills.quantities import say_duration, say_list, say_number
from voice_os.skills.services import Clock

_GIGA = 1_000_000_000
_BUSY = 0.1
"""Seconds for which the processor's load is watched."""


@skill(
    "(how is|how's|what is|what's|check) (the|my) battery [level|doing|status]",
    "how (much|full is the|full is my) battery [is left|do i have|have i got|left]",
    "how much (charge|power) (is left|do i have left|is in the battery)",
    "(is the|is my) (computer|laptop|machine|battery) (charging|plugged in)",
    "(battery|battery status|battery level)",
    effect=Effect.READS,
)
async def tell_battery() -> str:
    """Tell how full the battery is."""
    import psutil

    battery = psutil.sensors_battery()
    if battery is None:
        return "This machine has no battery."
    percent = f"{say_number(round(battery.percent)).capitalize()} percent"
    if battery.power_plugged:
        return f"{percent}, and plugged in."
    if battery.secsleft and battery.secsleft > 0:
        left = timedelta(minutes=round(battery.secsleft / 60))
        return f"{percent}, which lasts about {say_duration(left)}."
    return f"{percent}, and not plugged in."


@skill(
    "how (much|full is the|full is my) (disk|disk space|storage|space|hard drive|hard disk) "
    "[is left|do i have|do i have left|have i got|is free|left|free]",
    "how full is (the|my) (disk|hard drive|hard disk|storage)",
    "(do i have|is there) enough (disk space|space|storage) [left]",
    "(what is|what's|check) (the|my) (disk space|storage)",
    effect=Effect.READS,
)
async def tell_disk() -> str:
    """Tell how much room the disk has."""
    from pathlib import Path

    import psutil

    usage = psutil.disk_usage(str(Path.home()))
    free, total = (say_number(round(size / _GIGA)) for size in (usage.free, usage.total))
    return f"{free.capitalize()} of {total} gigabytes are free."


@skill(
    "how (much memory|much ram) (is free|is left|do i have|is used|have i got) [left]",
    "(how is|how's|what is|what's|check) (the|my) memory [usage|use]",
    effect=Effect.READS,
)
async def tell_memory() -> str:
    """Tell how much of the machine's memory is free."""
    import psutil

    memory = psutil.virtual_memory()
    free, total = (round(size / _GIGA, 1) for size in (memory.available, memory.total))
    return f"{free:g} of {total:g} gigabytes of memory are free."


@skill(
    "how busy is (the|my|this) (computer|machine|processor|laptop)",
    "(what is|what's|how is|how's) (the|my) (processor|cpu) [load|usage|doing]",
    effect=Effect.READS,
)
async def tell_load() -> str:
    """Tell how busy the machine is."""
    import asyncio

    import psutil

    percent = await asyncio.to_thread(psutil.cpu_percent, _BUSY)
    return f"The processor is {say_number(round(percent))} percent busy."


@skill(
    "(am i|are we|is this computer|is the computer) (online|connected) [to the internet|to the "
    "network|to a network]",
    "(is there|do i have|have i got) [a|any] (network|internet|wifi|connection) [connection]",
    "(how is|how's|check|what is|what's) (the|my) (network|internet|wifi|connection) "
    "[doing|status|connection]",
    "(what is|what's) (my|the) (i p|ip) address",
    effect=Effect.READS,
)
async def tell_network() -> str:
    """Tell whether the machine is in a network."""
    import psutil

    up = {name for name, state in psutil.net_if_stats().items() if state.isup and name != "lo"}
    addresses = [
        one.address
        for name, several in sorted(psutil.net_if_addrs().items())
        for one in several
        if name in up and one.family.name == "AF_INET"
    ]
    if not addresses:
        return "This machine is in no network."
    return (
        f"This machine is in a network, as {say_list(addresses)}. Whether it reaches the internet "
        "I have not tried."
    )


@skill(
    "(how long|since when) (has|have|is) (the|this|my) (computer|machine|laptop) (been|running) "
    "[on|up|running]",
    "(what is|what's) (the|my) uptime",
    effect=Effect.READS,
)
async def tell_uptime(clock: Clock) -> str:
    """Tell how long the machine has been on."""
    import psutil

    seconds = clock.now().timestamp() - psutil.boot_time()
    if seconds < 0:
        raise Problem("The machine's clock stands before its start.")
    return f"For {say_duration(timedelta(minutes=max(round(seconds / 60), 1)))}."
