// The words that random names are made of.
#pragma once

#include <array>
#include <string_view>

namespace sluice::migrations {

inline constexpr std::array<std::string_view, 128> adjectives = {
    "agile",    "airy",    "alert",   "amber",   "ample",     "arctic",   "ashen",   "autumn",
    "azure",    "balmy",   "basalt",  "blithe",  "bold",      "brass",    "brisk",   "bronze",
    "candid",   "carmine", "cedar",   "chalky",  "civil",     "copper",   "coral",   "cosmic",
    "crimson",  "crisp",   "cubic",   "dapper",  "daring",    "deft",     "distant", "dusky",
    "early",    "eastern", "ebony",   "elastic", "elder",     "emerald",  "fabled",  "feral",
    "fervent",  "flint",   "fluent",  "foggy",   "frosty",    "gallant",  "gentle",  "gilded",
    "glacial",  "glossy",  "granite", "hardy",   "hazel",     "hidden",   "hollow",  "honest",
    "humble",   "indigo",  "inland",  "ivory",   "jade",      "jaunty",   "jovial",  "keen",
    "kindly",   "lilac",   "linen",   "lively",  "lofty",     "loyal",    "lucid",   "lunar",
    "maple",    "mellow",  "merry",   "mild",    "misty",     "mossy",    "nimble",  "noble",
    "northern", "novel",   "oaken",   "ochre",   "olive",     "opal",     "patient", "pearly",
    "placid",   "plucky",  "polar",   "proud",   "quartz",    "quick",    "quiet",   "rapid",
    "rosy",     "rugged",  "russet",  "rustic",  "sable",     "saffron",  "sandy",   "scarlet",
    "serene",   "silent",  "silver",  "sleek",   "solar",     "southern", "spry",    "stable",
    "stellar",  "sturdy",  "sunlit",  "supple",  "tawny",     "tidal",    "topaz",   "tranquil",
    "upland",   "velvet",  "verdant", "vivid",   "wandering", "western",  "willowy", "zesty"};

inline constexpr std::array<std::string_view, 128> nouns = {
    "albatross", "alder",   "anchor",    "antler",  "archway",    "aspen",    "aurora",
    "badger",    "basin",   "beacon",    "birch",   "bison",      "bobcat",   "boulder",
    "bramble",   "bridge",  "brook",     "canyon",  "caravel",    "cardinal", "cascade",
    "cavern",    "channel", "cicada",    "cinder",  "cliff",      "clover",   "comet",
    "compass",   "condor",  "cormorant", "cove",    "crane",      "crater",   "creek",
    "cricket",   "culvert", "curlew",    "cypress", "delta",      "dolphin",  "dune",
    "eagle",     "eddy",    "egret",     "ember",   "estuary",    "falcon",   "fern",
    "ferry",     "finch",   "fjord",     "forge",   "fountain",   "fox",      "galleon",
    "gannet",    "garnet",  "geyser",    "glade",   "gorge",      "grove",    "gull",
    "harbor",    "hare",    "hawk",      "heath",   "hemlock",    "heron",    "hornet",
    "ibex",      "island",  "jackal",    "juniper", "kestrel",    "kiln",     "lagoon",
    "lantern",   "larch",   "lark",      "lichen",  "lighthouse", "lynx",     "magpie",
    "marsh",     "marten",  "meadow",    "meteor",  "mill",       "mooring",  "moose",
    "nebula",    "oasis",   "orbit",     "orchard", "osprey",     "otter",    "owl",
    "paddle",    "pebble",  "pelican",   "penguin", "pier",       "pine",     "plateau",
    "plover",    "prairie", "quarry",    "raven",   "reef",       "ridge",    "river",
    "robin",     "rowan",   "sandpiper", "sequoia", "sparrow",    "spring",   "starling",
    "summit",    "swallow", "thicket",   "thistle", "tundra",     "valley",   "walrus",
    "weir",      "wren"};

}  // namespace sluice::migrations
