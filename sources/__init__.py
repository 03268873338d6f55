"""From the outside world to an article.

`values` (single fields) < `formats` (bytes to manuscripts) < `folder` (the watched folder) and what brings manuscripts
into the store.
"""
