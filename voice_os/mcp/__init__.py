"""Model Context Protocol: other programs' tools as her skills, and her skills as their tools."""
