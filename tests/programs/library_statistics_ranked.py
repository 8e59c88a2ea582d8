# conformance: 3.12+
# statistics: ranked correlation.
import statistics as st

planets = [88, 225, 365, 687, 4331, 10756, 30687, 60190]
distances = [58, 108, 150, 228, 778, 1400, 2900, 4500]
print(st.correlation(planets, distances, method="ranked"), st.correlation(planets, distances))
print(st.correlation([1, 2, 2, 3], [4, 4, 1, 9], method="ranked"))
try:
    st.correlation([1, 2], [3, 4], method="other")
except ValueError as error:
    print(error)
