import types
class A:
    def f(self): pass
    x=types.MethodType
for a in ((),(1,),(len,),(3,4),(len,None),(1,2,3)):
    try: print(types.MethodType(*a))
    except TypeError as e: print(e)
try: types.MethodType(len,x=3)
except TypeError as e: print(e)
m=types.MethodType(print,5); m(4); print(m.__func__,m.__self__)
class W:
    def __init__(s,o): s.o=o
    @property
    def __class__(s): return type(s.o)
print(isinstance(W(3),int),isinstance(W(3),W),isinstance(W(3),str),isinstance(W(3),(str,int)),isinstance(W(True),int))
import collections.abc
print(isinstance(W([]),collections.abc.Sequence))
for s in ('__weakref__','__dict__',('__weakref__','__weakref__'),('__dict__','__dict__'),('a','a')):
    for b in (object,A,int,type,tuple,type('x',(),{'__slots__':()})):
        try: type('Z',(b,),{'__slots__':s}); print(s,b.__name__,'ok')
        except Exception as e: print(s,b.__name__,e)
