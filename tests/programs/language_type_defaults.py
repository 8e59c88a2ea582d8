# conformance: 3.13+
def f[T = int, U = list[T]](x: T) -> U:
    return x


print(f.__type_params__[0].__default__, f.__type_params__[1].__default__, f.__type_params__[0].has_default())


class C[T = str, **P = [int]]:
    pass


print([p.has_default() for p in C.__type_params__], C.__type_params__[0].__default__, C.__type_params__[1].__default__)
type A[K = bool] = dict[K, K]
print(A.__type_params__[0].__default__, A.__value__)


def g[T](x: T):
    pass


print(g.__type_params__[0].__default__, g.__type_params__[0].has_default())
