# Same program, arguments, seed, options: same digest; others: another.
needs python3
cp "$models/06_random_sleep.py" random.py
digest() {
    vloop run --json "$@"
    exits 0
    member digest
}
first=$(digest random.py)
[[ ${#first} == 32 ]] || fail "digest '$first'"
[[ $(digest random.py) == "$first" ]] || fail "another digest the second time"
[[ $(digest --seed 0 --trace none --max-events 1000000 random.py) == "$first" ]] ||
    fail "an option that changes nothing changes the digest"
mkdir sub
cp random.py sub/
[[ $(digest sub/random.py) == "$first" ]] || fail "the folder changes the digest"
[[ $(digest --db x.db random.py) == "$first" ]] || fail "recording changes the digest"
for other in "--seed 1" "--rng mt19937" "--python 3.11" "--sequential" "--max-tasks 2"; do
    [[ $(digest $other random.py) != "$first" ]] || fail "$other leaves the digest as it is"
done
[[ $(digest random.py argument) != "$first" ]] || fail "an argument leaves the digest as it is"
