"""Prepares a bare machine and starts the desk: `python3 bootstrap.py run`, or `test` for the whole suite.

Standard library only. It makes `.venv` in the checkout from the lock files, gets the system parts through
apt where it may, leaves a stamp so that the next start needs no network, and hands over to the desk.
The file must parse on any Python 3.6, and nothing above the version check may need a newer one.
"""

import functools
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
WINDOWS = os.name == "nt"


def say(text: str) -> None:
    """Print one line, in UTF-8 where the console's own encoding has no Chinese."""
    try:
        sys.stdout.write(text + "\n")
    except UnicodeEncodeError:
        sys.stdout.buffer.write((text + "\n").encode("utf-8"))
    sys.stdout.flush()


def newer_python() -> str:
    """Path of another interpreter on this machine that is new enough; empty if there is none."""
    names = ("python3.11", "python3.12", "python3.13", "python3.14", "python3", "python")
    launchers = [["py", "-3"]] if WINDOWS else []
    code = "import sys; print(sys.executable if sys.version_info >= (3, 11) else '')"
    for command in launchers + [[name] for name in names]:
        try:
            done = subprocess.run(
                [*command, "-c", code],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=10,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        if done.returncode == 0 and done.stdout.strip():
            return os.fsdecode(done.stdout.strip())
    return ""


if sys.version_info < OLDEST:
    found = newer_python()
    if found:
        sys.exit(subprocess.call([found, str(Path(__file__).resolve()), *sys.argv[1:]]))
    say(
        f"需要 Python 3.11 或更新，这里是 {platform.python_version()}，也没有找到别的："
        "Debian 12、Ubuntu 24.04 请输入 sudo apt-get install -y python3，"
        "Windows 请从 Python 官方网站安装，然后再输入同一条命令。"
    )
    sys.exit(2)


VERSION = "1"  # raise it when what is prepared changes, so that every stamp is renewed
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
UNFINISHED = VENV / "desk-unfinished"
LOG = VENV / "desk-bootstrap.log"
LOCKS = {"run": ("requirements.lock",), "test": ("requirements.lock", "requirements-test.lock")}

LIBRARIES = {  # what Qt opens at run time, and Debian's package for it; the second half is for an X server
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FONT_PACKAGE = "fonts-wqy-microhei"
CHINESE_FONT = re.compile("wqy|cjk|sourcehan|noto(sans|serif)sc|simsun|simhei|msyh|uming|fallback", re.I)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")

QT_NEEDS_GLIBC = (2, 34)
OLD_GLIBC_QT = "PySide6-Essentials>=6.8,<6.10"
NETWORK = re.compile(
    "NewConnectionError|NameResolution|name resolution|timed out|Connection(Reset|Refused|Error)"
    "|unreachable|ProxyError|Max retries|SSLError"
)


class StopError(Exception):
    """The work cannot go on; the text is one Chinese sentence with the remedy."""


def quiet(command: list[str], **options: str) -> subprocess.CompletedProcess[str]:
    """Run a command without a keyboard and keep what it prints; a missing program counts as failed."""
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, **options},
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as trouble:
        return subprocess.CompletedProcess(command, 127, str(trouble))


# --- system parts -------------------------------------------------------------------------------------


def missing_libraries() -> list[str]:
    """Sonames of the libraries that Qt needs and that this machine cannot open."""
    import ctypes

    missing = []
    for soname in LIBRARIES:
        try:
            ctypes.CDLL(soname)
        except OSError:
            missing.append(soname)
    return missing


def has_chinese_font() -> bool:
    """Whether a font file with a known Chinese name lies in one of the font folders."""
    for folder in FONT_FOLDERS:
        for _, _, files in os.walk(Path(folder).expanduser()):
            if any(CHINESE_FONT.search(name) for name in files):
                return True
    return False


@functools.cache
def administrator() -> list[str] | None:
    """The words to put before apt-get so that it may install; None where nobody lets us."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and quiet(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n"]
    return None


def apt_install(packages: list[str], what: str) -> bool:
    """Install Debian packages, saying so, or say the line that an administrator has to type."""
    line = f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"
    if not shutil.which("apt-get"):
        names = "、".join(packages)
        say(f"【系统】缺少{what}，这台机器没有 apt：请用本系统的软件包工具安装（Debian 包名 {names}）。")
        return False
    prefix = administrator()
    if prefix is None:
        say(f"【系统】缺少{what}，当前用户不能安装：请输入（或请管理员输入）{line}")
        return False
    say(f"【系统】用 apt 安装{what}：{' '.join(packages)}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    quiet([*apt, "update"])  # a broken third-party source must not stop us: the install tells
    done = quiet([*apt, "install", "-y", "--no-install-recommends", *packages])
    if done.returncode != 0:
        say(f"【系统】apt 没有装上{what}，请检查网络与软件源后输入 {line}（{last_line(done.stdout)}）")
    return done.returncode == 0


def venv_version() -> str:
    """Python version of the finished environment, such as 3.11; empty when there is none worth keeping."""
    if UNFINISHED.exists() or not PYTHON.exists():
        return ""
    done = quiet([str(PYTHON), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
    version = done.stdout.strip() if done.returncode == 0 else ""
    return version if version and tuple(map(int, version.split("."))) >= OLDEST else ""


def base_python() -> str:
    """The interpreter outside any virtual environment that is running this file."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def venv_package() -> str:
    """Debian's package that lets this Python make environments; empty when it is not needed."""
    able = any(importlib.util.find_spec(name) for name in ("ensurepip", "pip"))
    needed = base_python().startswith("/usr/bin/") and not able and not venv_version()
    return f"python3.{sys.version_info.minor}-venv" if needed else ""


def system_parts() -> bool:
    """Get the libraries, the Chinese font and the venv module that are missing; False if some still are."""
    if not sys.platform.startswith("linux"):
        return True
    wanted = {
        "系统库": [LIBRARIES[soname] for soname in missing_libraries()],
        "中文字体": [] if has_chinese_font() else [FONT_PACKAGE],
        "Python 的 venv 模块": [package for package in [venv_package()] if package],
    }
    packages = [package for some in wanted.values() for package in some]
    return not packages or apt_install(packages, "、".join(what for what, some in wanted.items() if some))


# --- the virtual environment --------------------------------------------------------------------------


def last_line(output: str) -> str:
    """The last line of a program's output that says something."""
    return next((line.strip() for line in reversed(output.splitlines()) if line.strip()), "没有输出")


def has_pip() -> bool:
    """Whether the environment's own pip starts."""
    return quiet([str(PYTHON), "-m", "pip", "--version"]).returncode == 0


def fingerprint(goal: str, version: str) -> str:
    """What the environment was made from; a stamp with another value is out of date."""
    machine = [platform.machine(), *platform.libc_ver()]
    parts = [VERSION, version, *machine, *LIBRARIES.values(), FONT_PACKAGE]
    parts += [(ROOT / lock).read_text(encoding="utf-8") for lock in LOCKS[goal]]
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()


def make_venv() -> None:
    """Make the environment anew, with pip, also from a Python that came without ensurepip."""
    base = base_python()
    say(f"【环境】建立虚拟环境 .venv（Python {platform.python_version()}）")
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    UNFINISHED.touch()
    make = [base, "-m", "venv", str(VENV)]
    if quiet(make).returncode == 0:
        return
    lent_pip = [base, "-m", "pip", "--python", str(PYTHON), "install", "pip"]
    if quiet([*make, "--without-pip"]).returncode == 0 and quiet(lent_pip).returncode == 0:
        return
    package = f"python3.{sys.version_info.minor}-venv"
    raise StopError(
        f"这个 Python（{base}）没有 ensurepip，也没有 pip，建不了虚拟环境："
        f"请输入（或请管理员输入）sudo apt-get install -y {package}，再输入同一条命令。"
    )


def requirements(lock: str, glibc: tuple[int, ...]) -> str:
    """The lock's text; with a glibc too old for the pinned Qt, the range of Qt that still runs there."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    if not glibc or glibc >= QT_NEEDS_GLIBC:
        return text
    kept = [line for line in text.splitlines() if not re.match(r"pyside6|shiboken6", line, re.IGNORECASE)]
    return "\n".join([*kept, OLD_GLIBC_QT, ""]) if len(kept) < len(text.splitlines()) else text


def install(goal: str) -> None:
    """Install exactly what the lock files name."""
    name, number = platform.libc_ver()
    glibc = tuple(map(int, number.split("."))) if name == "glibc" else ()
    text = "".join(requirements(lock, glibc) for lock in LOCKS[goal])
    count = sum(1 for line in text.splitlines() if line and not line.startswith("#"))
    say(f"【软件包】按 {'、'.join(LOCKS[goal])} 安装 {count} 个软件包（第一次约下载 200 MB，请稍候）")
    wanted = VENV / "desk-requirements.txt"
    wanted.write_text(text, encoding="utf-8")
    pip = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    done = quiet([*pip, "--only-binary", ":all:", "-r", str(wanted)])
    LOG.write_text(done.stdout, encoding="utf-8")
    if done.returncode == 0:
        return
    if "CERTIFICATE_VERIFY_FAILED" in done.stdout:
        raise StopError("软件包仓库的证书不被信任：请把单位的根证书文件写进 PIP_CERT，再输入同一条命令。")
    if NETWORK.search(done.stdout):
        raise StopError(
            "下载软件包时连不上网络，第一次准备必须联网："
            "请检查网络（单位有镜像的先设置 PIP_INDEX_URL），再输入同一条命令。"
        )
    if "No space left" in done.stdout:
        raise StopError(f"磁盘已满：请在 {ROOT} 所在的磁盘腾出 1 GB，再输入同一条命令。")
    raise StopError(f"软件包没有装上（{last_line(done.stdout)}）：详情见 {LOG}，改正后再输入同一条命令。")


def prepare(goal: str) -> None:
    """Bring the environment to what the goal needs; nothing is done when its stamp is right."""
    version, stamp = venv_version(), VENV / f"desk-stamp-{goal}"
    if version and stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint(goal, version):
        return
    if not os.access(VENV if VENV.exists() else ROOT, os.W_OK):
        raise StopError(
            f"{ROOT} 不可写，不能在里面准备 .venv：请把整个目录复制到自己的目录下，再输入同一条命令。"
        )
    if not (version and has_pip()):
        make_venv()
    UNFINISHED.touch()
    install(goal)
    UNFINISHED.unlink()
    version = venv_version()
    for done in LOCKS if goal == "test" else ("run",):
        (VENV / f"desk-stamp-{done}").write_text(fingerprint(done, version), encoding="utf-8")


# --- handing over -------------------------------------------------------------------------------------


def environment() -> dict[str, str]:
    """The desk's environment: lines come at once, in UTF-8 whatever the locale is."""
    spoken = next((os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "C")
    locale = {} if WINDOWS or re.search("utf-?8", spoken, re.IGNORECASE) else {"LC_ALL": "C.UTF-8"}
    return {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", **locale}


def display_usable() -> bool:
    """Whether a window can open. Asked in a child, because Qt aborts where it cannot."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return False
    probe = [str(PYTHON), "-m", "desk.views.probe"]
    silent = subprocess.DEVNULL
    try:
        done = subprocess.run(
            probe,
            cwd=ROOT,
            env=environment(),
            stdin=silent,
            stdout=silent,
            stderr=silent,
            timeout=5,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def run() -> int:
    """Open the window on the demo month or, where no window can open, do the main job in the terminal."""
    system_parts()
    prepare("run")
    if display_usable():
        say("【启动】打开窗口，载入演示月份。")
        words = ["window", "--demo"]
    else:
        say("【启动】没有可用的显示器，在终端里完成：导入演示月份、检查、给出结果，文件写到 out/。")
        words = ["tour", "--out", "out"]
    return subprocess.call([str(PYTHON), "-m", "desk", *words], cwd=ROOT, env=environment())


def test(arguments: list[str]) -> int:
    """Run every check and every test; pytest's summary names what was left out (tests/conftest.py)."""
    if not system_parts():
        raise StopError("系统库不齐，测试不能开始：请先输入上面那一行命令，再输入同一条命令。")
    prepare("test")
    python, settings = str(PYTHON), {**environment(), "QT_QPA_PLATFORM": "offscreen"}
    checks = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
    }
    failed = []
    for name, words in checks.items():
        say(f"【测试】{name}")
        if subprocess.call([python, "-m", *words], cwd=ROOT, env=settings) != 0:
            failed.append(name)
    workers = str(min(os.cpu_count() or 1, 4))
    say(f"【测试】pytest，{workers} 个进程")
    words = [python, "-m", "pytest", "-n", workers, *arguments]
    if subprocess.call(words, cwd=ROOT, env=settings, stdin=subprocess.DEVNULL) != 0:
        failed.append("pytest")
    if failed:
        say(f"没有通过的：{'、'.join(failed)}。")
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    """Do `run` or `test`; every foreseeable trouble ends in one sentence and exit code 2."""
    try:
        if arguments == ["run"]:
            return run()
        if arguments[:1] == ["test"]:
            return test(arguments[1:])
        say("用法：python3 bootstrap.py run（启动）或 python3 bootstrap.py test（全部测试）。")
    except StopError as trouble:
        say(str(trouble))
    except OSError as trouble:
        place = trouble.filename or VENV
        say(f"【环境】不能写 {place}：请关闭正在运行的投诉台并检查权限，再输入同一条命令。")
    except KeyboardInterrupt:
        say("已中断；再输入同一条命令会接着做。")
        return 130
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
