"""The commands a person types: parse, call, print. One file a group of commands."""
