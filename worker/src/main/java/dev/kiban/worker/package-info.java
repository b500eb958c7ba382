/// For workers of a queue: takes jobs, asks a pace before each one, does them, and stops without
/// losing one.
///
/// What it knows of a queue is [JobQueue][dev.kiban.worker.JobQueue]; what it does with its jobs is
/// [Work][dev.kiban.worker.Work]. Start at [Worker][dev.kiban.worker.Worker].
///
/// It becomes part of other people's programs: nothing but the JDK may come in, and what a queue
/// needs stays in the package of its adapter.
@NullMarked
package dev.kiban.worker;

import org.jspecify.annotations.NullMarked;
