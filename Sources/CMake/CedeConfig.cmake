# find_package(Cede), then cede_enable(TARGET ...): the targets' sources are compiled and linked through `cede cc`.
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
