/// YAML text in, a tree of located values out; nothing about definitions yet.
///
/// Whatever the bytes are, reading ends quickly and within limits, and what is wrong becomes
/// problems with a place. Only plain YAML 1.2 comes through: the core schema's text, numbers,
/// booleans, lists and mappings. Start at {@link dev.kiban.definition.yaml.YamlReader}.
@NullMarked
package dev.kiban.definition.yaml;

import org.jspecify.annotations.NullMarked;
