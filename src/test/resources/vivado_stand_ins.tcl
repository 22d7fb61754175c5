# SPDX-License-Identifier: Apache-2.0
#
# usage: tclsh vivado_stand_ins.tcl SCRIPT
#
# Runs a script for Vivado with stand-ins for Vivado's commands, which refuse what Vivado would: files
# that do not exist, unknown commands, options, file sets and properties. Then prints the project:
#
#   project NAME FOLDER PART
#   top FILESET NAME
#   file FILESET TYPE PATH
#   clock NAME PERIOD PORT
#   compiled FILESET

set project {}
array set filesets {sources_1 {} constrs_1 {} sim_1 {}}
array set types {}
set report {}

proc unknown {name args} {
  error "unknown command '$name'"
}

# Sets variables of the caller from options: a list of names with value, and one of names without.
proc options {arguments with_value without_value} {
  set rest {}
  for {set i 0} {$i < [llength $arguments]} {incr i} {
    set argument [lindex $arguments $i]
    if {$argument in $with_value} {
      incr i
      if {$i == [llength $arguments]} { error "$argument has no value" }
      uplevel 1 [list set [string range $argument 1 end] [lindex $arguments $i]]
    } elseif {$argument in $without_value} {
      # Nothing depends on it.
    } elseif {[string match -* $argument]} {
      error "unknown option '$argument'"
    } else {
      lappend rest $argument
    }
  }
  return $rest
}

proc require_project {} {
  global project
  if {$project eq {}} { error "no project is open" }
}

proc require_fileset {name} {
  global filesets
  require_project
  if {![info exists filesets($name)]} { error "unknown file set '$name'" }
}

proc create_project {args} {
  global project report
  set part {}
  set rest [options $args {-part} {-force}]
  if {[llength $rest] != 2} { error "create_project: name and folder, not '$rest'" }
  lassign $rest name folder
  if {$project ne {}} { error "a project is open" }
  if {[file exists $folder]} { error "'$folder' exists" }
  if {$part eq {}} { error "no part" }
  set project $name
  lappend report [list project $name [file normalize $folder] $part]
}

proc add_files {args} {
  global filesets types
  set fileset sources_1
  set rest [options $args {-fileset} {-norecurse}]
  require_fileset $fileset
  if {[llength $rest] != 1} { error "add_files: one list of files, not [llength $rest]" }
  set files [lindex $rest 0]
  if {[llength $files] == 0} { error "add_files: no files" }
  foreach path $files {
    if {![file isfile $path]} { error "add_files: no file '$path'" }
    set path [file normalize $path]
    if {[info exists types($path)]} { error "add_files: '$path' twice" }
    lappend filesets($fileset) $path
    set types($path) [dict get {.v Verilog .mem {Memory File} .xdc XDC} [file extension $path]]
  }
}

proc get_filesets {name} {
  require_fileset $name
  return $name
}

proc get_runs {name} {
  require_project
  if {$name ni {synth_1 impl_1}} { error "unknown run '$name'" }
  return $name
}

proc get_files {files} {
  global types
  require_project
  foreach path $files {
    if {![info exists types($path)]} { error "get_files: '$path' was not added" }
  }
  return $files
}

proc set_property {args} {
  global filesets types report
  set name {}
  set rest [options $args {-name -value -objects} {}]
  if {$name eq {}} {
    if {[llength $rest] != 3} { error "set_property: name, value and objects, not '$rest'" }
    lassign $rest name value objects
  }
  if {[llength $objects] == 0} { error "set_property: no objects" }
  switch -- $name {
    file_type {
      if {$value ni {Verilog {Memory Initialization Files}}} { error "unknown type '$value'" }
      foreach path $objects { set types($path) $value }
    }
    top {
      require_fileset $objects
      lappend report [list top $objects $value]
    }
    {STEPS.SYNTH_DESIGN.ARGS.MORE OPTIONS} {
      if {$objects ne "synth_1"} { error "'$objects' is no synthesis" }
    }
    default { error "unknown property '$name'" }
  }
}

proc update_compile_order {args} {
  global report
  options $args {-fileset} {}
  require_fileset $fileset
  lappend report [list compiled $fileset]
}

proc get_ports {name} {
  return [list port $name]
}

proc create_clock {args} {
  global report
  set rest [options $args {-name -period} {}]
  lassign [lindex $rest 0] kind port
  if {$kind ne "port" || ![string is double -strict $period] || $period <= 0} {
    error "create_clock: '$args'"
  }
  lappend report [list clock $name $period $port]
}

source [lindex $argv 0]

foreach path $filesets(constrs_1) { source $path }
foreach fileset [lsort [array names filesets]] {
  foreach path $filesets($fileset) {
    lappend report [list file $fileset $types($path) $path]
  }
}
puts [join $report \n]
