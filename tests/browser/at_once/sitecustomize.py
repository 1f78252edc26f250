"""Python runs this first in the servers of the stories: there, a rehearsal is over at once.

The real one runs all screens for ten seconds, for much longer where other tests run beside it; tests/pages asks for it.
"""

from data.releases import rehearsal

rehearsal.rehearse = lambda *_given, **_options: None
