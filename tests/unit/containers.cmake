# Tests of the table under dict and set.
vl_unit_test(test_dict LIBS vl_python)
