# Tests of str and bytes.
vl_unit_test(test_text LIBS vl_python)
