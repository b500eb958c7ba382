package dev.kiban.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// How long a source file and each of its methods are.
record JavaFile(Path file, long lines, List<Method> methods) {

    /// @param name with its classes before it: `Outer.Inner.method`
    record Method(String name, long lines) {}

    /// Parses files, without compiling them.
    static List<JavaFile> parse(Collection<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    new StringWriter(),
                                    manager,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            List<JavaFile> parsed = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                parsed.add(measure(unit, positions));
            }
            return List.copyOf(parsed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaFile measure(CompilationUnitTree unit, SourcePositions positions) {
        MethodScan scan = new MethodScan(unit, positions);
        scan.scan(unit, null);
        long end = positions.getEndPosition(unit, unit);
        return new JavaFile(
                Path.of(unit.getSourceFile().toUri()),
                unit.getLineMap().getLineNumber(end),
                List.copyOf(scan.methods));
    }

    private static final class MethodScan extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Deque<String> classes = new ArrayDeque<>();
        private final List<Method> methods = new ArrayList<>();

        MethodScan(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            classes.addLast(tree.getSimpleName().toString());
            super.visitClass(tree, nothing);
            classes.removeLast();
            return nothing;
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            long first = line(positions.getStartPosition(unit, tree));
            long last = line(positions.getEndPosition(unit, tree));
            String name = String.join(".", classes) + "." + tree.getName();
            methods.add(new Method(name, last - first + 1));
            return super.visitMethod(tree, nothing);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
