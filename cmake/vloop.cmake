# What every target has in common, as functions on targets.

# vl_options(TARGET): warnings, sanitizers, definitions.
function(vl_options target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wshadow
    $<$<COMPILE_LANGUAGE:C>:-Wconversion -Wstrict-prototypes -Wmissing-prototypes>
    $<$<BOOL:${VL_WERROR}>:-Werror>
    -ffp-contract=off) # a fused multiply-add rounds once, and digests would differ by machine
  target_compile_definitions(${target} PRIVATE _POSIX_C_SOURCE=200809L)
  if(VL_LTO_FAT)
    target_compile_options(${target} PRIVATE -ffat-lto-objects)
  endif()
  if(VL_SANITIZE)
    target_compile_options(${target} PUBLIC -fsanitize=address,undefined -fno-sanitize-recover=all
      -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=address,undefined)
  endif()
  if(VL_PORTABLE)
    target_compile_definitions(${target} PRIVATE VL_NO_COMPUTED_GOTO=1 VL_NO_OVERFLOW_BUILTINS=1)
  endif()
  if(VL_SANITIZE OR VL_DIRECT)
    target_compile_definitions(${target} PUBLIC VL_HEAP_DIRECT=1)
  endif()
endfunction()

# vl_library(NAME SOURCES... ): a static library whose headers are those of its folder.
function(vl_library target)
  add_library(${target} STATIC ${ARGN})
  target_include_directories(${target} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  vl_options(${target})
  if(VL_TESTS)
    vl_headers_alone(${target})
  endif()
endfunction()

# vl_headers_alone(TARGET): each header of this folder, public or private, must compile when nothing
# comes before it. A header that does not breaks the build; nothing runs.
function(vl_headers_alone target)
  file(GLOB headers CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} *.h)
  set(sources)
  foreach(header IN LISTS headers)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/headers/${header}.c)
    file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${header}\"\n#include \"${header}\"\n")
    list(APPEND sources ${source})
  endforeach()
  if(NOT sources)
    return()
  endif()
  add_library(${target}_headers OBJECT ${sources})
  target_include_directories(${target}_headers PRIVATE
    $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
  target_compile_definitions(${target}_headers PRIVATE
    $<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>)
  vl_options(${target}_headers)
  add_dependencies(${target}_headers ${target}) # which may generate some of them
endfunction()

# vl_unit_test(NAME LIBS lib...): tests/unit/NAME.c as a cmocka program under ctest.
function(vl_unit_test name)
  cmake_parse_arguments(UNIT "" "" "LIBS" ${ARGN})
  add_executable(${name} ${name}.c)
  vl_options(${name})
  target_compile_options(${name} PRIVATE -Wno-missing-prototypes)
  if(VL_LTO_FAT)
    set_target_properties(${name} PROPERTIES INTERPROCEDURAL_OPTIMIZATION OFF)
    target_link_options(${name} PRIVATE -fno-lto)
  endif()
  target_link_libraries(${name} PRIVATE ${UNIT_LIBS} PkgConfig::CMOCKA m)
  add_test(NAME unit.${name} COMMAND ${name})
endfunction()

# vl_embed_modules(TARGET SYMBOL [MISSING]): the Python files of this folder's lib/ become `SYMBOL`, an
# array of
# module specs, in TARGET. MISSING: the specs' function of that name.
function(vl_embed_modules target symbol)
  set(folder ${CMAKE_CURRENT_SOURCE_DIR}/lib)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.py)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DOUTPUT=${output} -DSYMBOL=${symbol}
            -DMISSING=${ARGV2}
            -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake)
  target_sources(${target} PRIVATE ${output})
endfunction()
