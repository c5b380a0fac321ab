// Validates files with the veraPDF library: java -cp … VeraCheck.java ua1,2a file…
// Prints one line a verdict, fields separated by tabs:
//   file, flavour, pass | fail | error, clause-test, message, context
import java.io.FileInputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class VeraCheck {
    public static void main(String[] args) {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        for (int index = 1; index < args.length; index++) {
            for (String name : args[0].split(",")) {
                check(args[index], PDFAFlavour.fromString(name), name);
            }
        }
    }

    private static void check(String file, PDFAFlavour flavour, String name) {
        try (FileInputStream stream = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                line(file, name, "pass", "", "", "");
            }
            Set<String> seen = new HashSet<>();
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() != TestAssertion.Status.FAILED) continue;
                String rule = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber();
                if (seen.add(rule)) {
                    line(file, name, "fail", rule, one.getMessage(), one.getLocation().getContext());
                }
            }
        } catch (Throwable fault) {
            line(file, name, "error", "", String.valueOf(fault), "");
        }
    }

    private static void line(String... fields) {
        for (int index = 0; index < fields.length; index++) {
            fields[index] = String.valueOf(fields[index]).replaceAll("\\s+", " ");
        }
        System.out.println(String.join("\t", fields));
    }
}
