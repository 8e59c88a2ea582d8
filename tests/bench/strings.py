"""strings: text is built and words are counted in a dict. One operation: one word."""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000


def words(count):
    state = 1
    parts = []
    for i in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        parts.append(f"w{state % 997}")
    return " ".join(parts)


def count(text):
    seen = {}
    for word in text.split():
        key = word.upper()
        seen[key] = seen.get(key, 0) + 1
    return seen


seen = count(words(N))
print(len(seen), max(seen.values()))
