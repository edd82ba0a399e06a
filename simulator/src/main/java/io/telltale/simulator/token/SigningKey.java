package io.telltale.simulator.token;

import io.telltale.simulator.stack.CannotRunException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/** An RSA key pair of 2048 bits in PEM files (PKCS #8 and X.509, RFC 7468): whoever holds the private one is the issuer. */
final class SigningKey {

    private static final int BITS = 2048;

    private SigningKey() {}

    /** Makes a pair and writes both files; the private one is readable by its owner alone and never overwritten. */
    static void generate(Path privateFile, Path publicFile) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            write(privateFile, pem("PRIVATE KEY", pair.getPrivate().getEncoded()), "rw-------");
            write(publicFile, pem("PUBLIC KEY", pair.getPublic().getEncoded()), "rw-r--r--");
        } catch (FileAlreadyExistsException e) {
            throw new CannotRunException(
                    e.getFile() + " exists: tokens signed with it would die. Remove it first, or name another file", e);
        } catch (IOException e) {
            throw new CannotRunException("cannot write the key pair: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    static PrivateKey read(Path privateFile) {
        try {
            String pem = Files.readString(privateFile, StandardCharsets.US_ASCII);
            String body =
                    pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (IOException e) {
            throw new CannotRunException(
                    "cannot read the signing key " + privateFile
                            + "; make one: sim token init --private FILE --public FILE",
                    e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CannotRunException(
                    privateFile + " holds no RSA private key in PKCS #8 PEM (-----BEGIN PRIVATE KEY-----)", e);
        }
    }

    private static String pem(String label, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static void write(Path file, String text, String permissions) throws IOException {
        FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
        try (var channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
