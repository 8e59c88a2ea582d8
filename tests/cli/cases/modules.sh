# Modules come from the program's folder, and from nowhere else.
program app/main.py <<'END'
import helper
import pack.inner
from pack import value
print(helper.name, pack.inner.name, value)
END
program app/helper.py <<'END'
name = "helper"
END
program app/pack/__init__.py <<'END'
value = 5
END
program app/pack/inner.py <<'END'
name = __name__
END
vloop run -q app/main.py
exits 0
echo 'helper pack.inner 5' | out_is
program outside.py <<'END'
print("outside")
END
ln -s ../outside.py app/outside.py
program app/escape.py <<'END'
import outside
END
vloop run -q app/escape.py
[[ $exit_code != 0 ]] || fail "a module from another folder was run"
out_lacks outside
mkfifo app/pipe.py
program app/waits.py <<'END'
import pipe
END
vloop run -q app/waits.py
[[ $exit_code != 0 ]] || fail "a pipe was taken for a module"
ln -s app/main.py link.py
vloop run -q link.py
exits 0
echo 'helper pack.inner 5' | out_is
