# What the options of runs do.
gather_program
vloop run --json --sequential gather.py
exits 0
json 'x["virtual_ns"] == 3 * 10**9' 'x["mode"] == "sequential"'
vloop run --json --max-tasks 1 gather.py
exits 0
json 'x["virtual_ns"] == 3 * 10**9' 'x["mode"] == "limited"'
vloop run --json --max-tasks 2 gather.py
json 'x["virtual_ns"] == 2 * 10**9'
program now.py <<'END'
import time
print(time.time())
END
vloop run -q now.py
echo 1735689600.0 | out_is
vloop run -q --epoch 0 now.py
echo 0.0 | out_is
vloop run -q --epoch 1.25 now.py
echo 1.25 | out_is
for date in 2024-02-29 2024-02-29T00:00:00Z '2024-02-29 00:00'; do
    vloop run -q --epoch "$date" now.py
    echo 1709164800.0 | out_is
done
vloop run -q --epoch 2038-01-19T03:14:07.5Z now.py
echo 2147483647.5 | out_is
program seeds.py <<'END'
import random
print(random.random())
END
vloop run -q --rng mt19937 --seed 42 seeds.py
echo 0.6394267984578837 | out_is
program fixed.py <<'END'
import random
random.seed(42)
print(random.random())
END
vloop run -q --rng mt19937 fixed.py
echo 0.6394267984578837 | out_is
vloop run -q --rng mt19937 --ignore-seed --seed 7 fixed.py
out_lacks 0.6394267984578837
vloop run -q --ignore-seed --seed 7 fixed.py
cp out ignored
vloop run -q --seed 7 seeds.py
cmp -s ignored out || fail "--ignore-seed is not as if random.seed were not called"
program set.py <<'END'
N = 3
NAME = "x"
print(N, NAME)
N = 4
print(N)
END
vloop run -q --set N=10 --set 'NAME="y"' set.py
exits 0
printf '10 y\n4\n' | out_is
vloop run -q --set N=10 --set N=11 set.py
printf '11 x\n4\n' | out_is
vloop run --timeline -q gather.py
exits 0
printf 'Hello\nWorld\n' | out_is
err_has 'say_after'
vloop run --dis gather.py
exits 0
out_has 'say_after'
out_lacks '^Hello'
vloop run -q --realtime=20 gather.py
exits 0
vloop run --realtime=20 gather.py
err_has '; 1[0-9][0-9] ms real'
