list(APPEND VL_PYTHON_SOURCES vm.c fuse.c vm_call.c site.c vm_ops.c vm_match.c vm_exceptions.c frame.c frame_object.c
  frame_locals.c function.c
  generator.c gen_types.c async_generator.c anext_awaitable.c gc.c vm_new.c module.c settings.c import.c contextvars.c
  lib_module.c traceback_module.c)
if(CMAKE_C_COMPILER_ID STREQUAL GNU)
  # Common subexpressions across the handlers of the loop only cost registers, and each needs a jump of its own.
  set_source_files_properties(vm.c PROPERTIES COMPILE_OPTIONS "-fno-gcse;-fno-crossjumping")
endif()
