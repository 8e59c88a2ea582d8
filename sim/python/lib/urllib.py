# A package: what it has of use to a program without a network is urllib.parse.
