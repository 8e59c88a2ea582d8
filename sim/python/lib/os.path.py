# Stands for the name: os has put posixpath here before this is ever read.
from posixpath import *
