list(APPEND VL_PYTHON_SOURCES object.c type.c type_mro.c type_class.c type_instance.c type_object.c
  slots.c slots_dispatch.c slots_wrap.c attribute.c descriptors.c property.c super.c generic_alias.c
  native.c native_sig.c raise.c exceptions.c exceptions_kinds.c exception_group.c traceback.c traceback_object.c
  traceback_anchors.c traceback_source.c suggest.c abstract.c protocol.c iterators.c singletons.c
  names.c sys_module.c builtins.c builtins_objects.c builtins_sequences.c
  builtins_numbers.c)
