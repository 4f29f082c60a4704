# Turns schema/NNNN.sql and the `-- name: NAME` blocks of queries/*.sql into a C file of string tables and
# its header, at build time. The same file is the function for the build and the script that it runs:
#
#   cmake -D SQL_DIR=... -D OUT=... -P embed_sql.cmake
#
# SQL is handled by FIND and SUBSTRING only: CMake's lists would split it at every semicolon.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(WENDA_STORE_DIR ${CMAKE_CURRENT_LIST_DIR})

  # wenda_embed_sql(target): adds store/sql_text.{h,c} of the build folder to the target.
  function(wenda_embed_sql target)
    set(generated ${CMAKE_BINARY_DIR}/generated)
    set(out ${generated}/store/sql_text)
    file(GLOB sql_files CONFIGURE_DEPENDS ${WENDA_STORE_DIR}/schema/*.sql
         ${WENDA_STORE_DIR}/queries/*.sql)
    add_custom_command(
      OUTPUT ${out}.c ${out}.h
      COMMAND ${CMAKE_COMMAND} -D SQL_DIR=${WENDA_STORE_DIR} -D OUT=${out}
              -P ${WENDA_STORE_DIR}/embed_sql.cmake
      DEPENDS ${sql_files} ${WENDA_STORE_DIR}/embed_sql.cmake
      COMMENT "Embedding the SQL of the store" VERBATIM)
    target_sources(${target} PRIVATE ${out}.c ${out}.h)
    target_include_directories(${target} PUBLIC ${generated})
  endfunction()
  return()
endif()

# One C string literal a line, so that the generated file can be read and diffed.
function(quote_sql text out_var)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\n" "\\n\"\n        \"" text "${text}")
  set(${out_var} "\"${text}\"" PARENT_SCOPE)
endfunction()

set(schema_table "")
set(schema_count 0)
file(GLOB schema_files ${SQL_DIR}/schema/*.sql)
list(SORT schema_files)
foreach(path IN LISTS schema_files)
  math(EXPR schema_count "${schema_count} + 1")
  get_filename_component(number ${path} NAME_WE)
  string(REGEX REPLACE "^0+" "" number "${number}")
  if(NOT number STREQUAL "${schema_count}")
    message(FATAL_ERROR "${path}: schema files are numbered without a gap; expected ${schema_count}")
  endif()
  file(READ ${path} text)
  quote_sql("${text}" quoted)
  string(APPEND schema_table "    [${schema_count}] =\n        ${quoted},\n")
endforeach()

set(query_enum "")
set(query_table "")
set(query_names "")
file(GLOB query_files ${SQL_DIR}/queries/*.sql)
list(SORT query_files)
set(mark "-- name: ")
string(LENGTH "${mark}" mark_len)
foreach(path IN LISTS query_files)
  file(READ ${path} rest)
  string(FIND "${rest}" "${mark}" at)
  while(at GREATER_EQUAL 0)
    math(EXPR at "${at} + ${mark_len}")
    string(SUBSTRING "${rest}" ${at} -1 rest)
    string(FIND "${rest}" "\n" line_end)
    string(SUBSTRING "${rest}" 0 ${line_end} name)
    string(STRIP "${name}" name)
    if(NOT name MATCHES "^[a-z][a-z_]*$")
      message(FATAL_ERROR "${path}: '${name}' is not a query name")
    endif()
    if("${query_names}" MATCHES "(^| )${name}( |$)")
      message(FATAL_ERROR "${path}: the query '${name}' exists already")
    endif()
    string(APPEND query_names " ${name}")
    string(SUBSTRING "${rest}" ${line_end} -1 rest)
    string(FIND "${rest}" "${mark}" at)
    string(SUBSTRING "${rest}" 0 ${at} text)
    string(STRIP "${text}" text)
    string(TOUPPER "${name}" upper)
    quote_sql("${text}" quoted)
    string(APPEND query_enum "    QUERY_${upper},\n")
    string(APPEND query_table
           "    [QUERY_${upper}] = { \"${name}\",\n        ${quoted} },\n")
  endwhile()
endforeach()

file(WRITE ${OUT}.h
"/* Generated from app/store/schema and app/store/queries by embed_sql.cmake. */
#ifndef WENDA_STORE_SQL_TEXT_H
#define WENDA_STORE_SQL_TEXT_H

enum query_id {
${query_enum}    QUERY_COUNT
};

struct sql_query {
    const char *name, *text;
};
extern const struct sql_query sql_queries[];

/* [n] leads from schema n - 1 to n; [0] is not used. */
enum { SQL_SCHEMA_COUNT = ${schema_count} };
extern const char *const sql_schema[];

#endif
")
file(WRITE ${OUT}.c
"/* Generated from app/store/schema and app/store/queries by embed_sql.cmake. */
#include \"store/sql_text.h\"

#include <assert.h>
#include <stddef.h>

const struct sql_query sql_queries[] = {
${query_table}};
static_assert(sizeof sql_queries / sizeof *sql_queries == QUERY_COUNT, \"a text for each query\");

const char *const sql_schema[] = {
    [0] = NULL,
${schema_table}};
static_assert(sizeof sql_schema / sizeof *sql_schema == SQL_SCHEMA_COUNT + 1, \"numbered from 1\");
")
