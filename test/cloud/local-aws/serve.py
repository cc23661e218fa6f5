"""Serves MiniStack on the address in argv[1] until stdin closes.

The test holds the other end of stdin. However the test ends, even by SIGKILL, the pipe closes and the whole
process group goes: the emulator and the function workers that it started.
"""

import asyncio
import os
import signal
import sys
import threading


def end_with_the_test() -> None:
    while os.read(0, 4096):
        pass
    os.killpg(os.getpgid(0), signal.SIGKILL)


def main() -> None:
    threading.Thread(target=end_with_the_test, daemon=True).start()
    from hypercorn.asyncio import serve
    from hypercorn.config import Config
    from ministack.app import app

    from corrections import correct

    correct()
    config = Config()
    config.bind = [sys.argv[1]]
    config.keep_alive_timeout = 75
    config.accesslog = None
    asyncio.run(serve(app, config))


main()
