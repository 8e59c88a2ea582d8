"""classes: objects with attributes and method calls. One operation: one call."""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000


class Account:
    def __init__(self, owner):
        self.owner = owner
        self.balance = 0
        self.moves = 0

    def deposit(self, amount):
        self.balance += amount
        self.moves += 1

    def is_rich(self):
        return self.balance > 1000


class Savings(Account):
    def deposit(self, amount):
        super().deposit(amount * 2)


accounts = [Account("a"), Savings("b"), Account("c")]
rich = 0
for i in range(N):
    account = accounts[i % 3]
    account.deposit(i % 7)
    if account.is_rich():
        rich += 1
print(rich, [account.balance for account in accounts])
