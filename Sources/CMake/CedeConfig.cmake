# find_package(Cede), then cede_enable(TARGET ...): the targets' sources are compiled and linked through `cede cc`; and
# cede_lint(TARGET): see there.
#
# Cede::runtime is for what calls the runtime (cede.h) and for whatever links an enabled library without being enabled.

get_filename_component(_cede_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(Cede_EXECUTABLE "${_cede_prefix}/bin/cede")

if(NOT TARGET Cede::runtime)
  include(CMakeFindDependencyMacro)
  find_dependency(Threads)
  add_library(Cede::runtime STATIC IMPORTED)
  set_target_properties(Cede::runtime PROPERTIES
    IMPORTED_LOCATION "${_cede_prefix}/lib/libcede.a"
    INTERFACE_INCLUDE_DIRECTORIES "${_cede_prefix}/include"
    INTERFACE_LINK_LIBRARIES Threads::Threads)
endif()

# Linking goes through Cede as well (CMake 3.21), which adds the runtime. A launcher that is there already, such as
# ccache, stays between Cede and the compiler.
function(cede_enable)
  foreach(target IN LISTS ARGN)
    foreach(language C CXX OBJC OBJCXX)
      foreach(step COMPILER LINKER)
        get_target_property(launcher ${target} ${language}_${step}_LAUNCHER)
        if(NOT launcher)
          set(launcher)
        endif()
        set_property(TARGET ${target} PROPERTY ${language}_${step}_LAUNCHER "${Cede_EXECUTABLE}" cc ${launcher})
      endforeach()
    endforeach()
    get_target_property(type ${target} TYPE)
    if(type STREQUAL "STATIC_LIBRARY" OR type STREQUAL "OBJECT_LIBRARY")
      target_link_libraries(${target} INTERFACE Cede::runtime)
    endif()
  endforeach()
endfunction()

# cede_lint(TARGET [STRICT] [OPTIONS WORD ...]): `cede-lint-TARGET` lints the target's sources with the flags that they
# are compiled with, `cede-lint` all that were named. Called after the sources are known. The flags come from the
# compile_commands.json that CMake writes for Makefiles and Ninja.
function(cede_lint target)
  cmake_parse_arguments(PARSE_ARGV 1 lint "STRICT" "" "OPTIONS")
  if(lint_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "cede_lint(${target}): unknown words: ${lint_UNPARSED_ARGUMENTS}; write OPTIONS before words for cede lint")
  endif()
  set_target_properties(${target} PROPERTIES EXPORT_COMPILE_COMMANDS ON)
  get_target_property(folder ${target} SOURCE_DIR)
  get_target_property(listed ${target} SOURCES)
  set(sources)
  foreach(source IN LISTS listed)
    # Headers are read with what includes them.
    if(source MATCHES "\\.(c|cc|cpp|cxx|c\\+\\+|C|m|mm)$")
      get_filename_component(path "${source}" ABSOLUTE BASE_DIR "${folder}")
      list(APPEND sources "${path}")
    endif()
  endforeach()
  if(NOT sources)
    message(FATAL_ERROR "cede_lint(${target}): it has no sources of C, C++ or Objective-C; call it after target_sources")
  endif()
  set(strict)
  if(lint_STRICT)
    set(strict --strict)
  endif()
  add_custom_target(cede-lint-${target}
    COMMAND "${Cede_EXECUTABLE}" lint ${strict} ${lint_OPTIONS} -p "${CMAKE_BINARY_DIR}" ${sources}
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}" COMMENT "Linting ${target}" VERBATIM)
  if(NOT TARGET cede-lint)
    add_custom_target(cede-lint)
  endif()
  add_dependencies(cede-lint cede-lint-${target})
endfunction()
