import java.io.File;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/** Says of each file whether it passes veraPDF's profile of PDF/UA-1, and which rules it breaks. See verapdf.py. */
public class Accessible {
    private static final PDFAFlavour PROFILE = PDFAFlavour.PDFUA_1;
    private static final int FAILURES_LISTED = 1;

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean allPass = true;
        for (String file : files) {
            ValidationResult result = check(file);
            allPass &= result.isCompliant();
            System.out.printf("%s  %s  (%d checks)%n",
                result.isCompliant() ? "PASS" : "FAIL", file, result.getTotalAssertions());
            for (Map.Entry<RuleId, Integer> broken : result.getFailedChecks().entrySet()) {
                RuleId rule = broken.getKey();
                System.out.printf("      rule %s-%d broken %d times%n",
                    rule.getClause(), rule.getTestNumber(), broken.getValue());
            }
        }
        System.exit(allPass ? 0 : 1);
    }

    private static ValidationResult check(String file) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), PROFILE)) {
            PDFAValidator validator =
                Foundries.defaultInstance().createValidator(PROFILE, FAILURES_LISTED, false, true, false);
            return validator.validate(parser);
        }
    }
}
