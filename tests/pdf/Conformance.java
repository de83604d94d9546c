import java.io.File;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds PDFs to PDF/A-3a and PDF/UA-1 by veraPDF: prints each rule that fails, and ends with 1 when there is one. */
public class Conformance {
    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        long asserted = 0, failed = 0;
        for (String path : paths) {
            for (PDFAFlavour flavour : List.of(PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1)) {
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
                        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                    ValidationResult result = validator.validate(parser);
                    asserted += result.getTotalAssertions();
                    for (var failure : result.getFailedChecks().entrySet()) {
                        System.out.printf("%s: %s: %s, %d times%n", path, flavour, failure.getKey(), failure.getValue());
                        failed += failure.getValue();
                    }
                    if (!result.isCompliant() && result.getFailedChecks().isEmpty()) failed++;
                }
            }
        }
        System.out.printf("%d files, %d assertions, %d failed%n", paths.length, asserted, failed);
        System.exit(failed > 0 || asserted == 0 ? 1 : 0);
    }
}
