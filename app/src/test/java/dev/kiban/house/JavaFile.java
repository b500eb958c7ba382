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
import java.util.ArrayList;
import java.util.Collection;
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
        scan.scan(unit, "");
        long end = positions.getEndPosition(unit, unit);
        return new JavaFile(
                Path.of(unit.getSourceFile().toUri()),
                unit.getLineMap().getLineNumber(end),
                List.copyOf(scan.methods));
    }

    /// Its parameter is what a name starts with inside the class that is being scanned.
    private static final class MethodScan extends TreePathScanner<Void, String> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Method> methods = new ArrayList<>();

        MethodScan(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public Void visitClass(ClassTree tree, String outer) {
            return super.visitClass(tree, outer + tree.getSimpleName() + ".");
        }

        @Override
        public Void visitMethod(MethodTree tree, String outer) {
            long first = line(positions.getStartPosition(unit, tree));
            long last = line(positions.getEndPosition(unit, tree));
            methods.add(new Method(outer + tree.getName(), last - first + 1));
            return super.visitMethod(tree, outer);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
