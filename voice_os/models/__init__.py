"""The models on this machine: how they arrive, how they are checked, which of them fit.

A model lies in a folder of its own, `<models folder>/<id>/`. What first arrived is pinned in
`<models folder>/models.lock`: revision, size and sha256 of every file. From then on nothing here
needs the network, and a file that differs is found and named.
"""
