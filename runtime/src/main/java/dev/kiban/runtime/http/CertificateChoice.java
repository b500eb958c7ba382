package dev.kiban.runtime.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Which certificate a server shows: the one for the name that the client asks for (SNI, RFC 6066,
/// 3), else the first. Of several for a name, as there are while clients learn a new kind of key,
/// the first that the client can use.
final class CertificateChoice extends X509ExtendedKeyManager {
    private static final int DNS_NAME = 2;
    private static final byte[] PROBE = {1, 2, 3};

    private final List<Own> own;

    /// A certificate with all that prove it, and its key.
    record Own(List<X509Certificate> chain, PrivateKey key, List<String> names) {

        Own {
            chain = List.copyOf(chain);
            names = List.copyOf(names);
        }

        /// @throws InvalidKeyException if the key is not that of the certificate
        static Own of(List<X509Certificate> chain, PrivateKey key) throws GeneralSecurityException {
            X509Certificate first = chain.getFirst();
            if (!isKeyOf(first, key)) {
                throw new InvalidKeyException("the key is not that of the certificate");
            }
            return new Own(chain, key, names(first));
        }

        @Override
        public String toString() {
            return "Own" + names;
        }

        boolean isFor(String name) {
            return names.contains(name);
        }

        /// A label is what is between two dots.
        boolean isForAllBeside(String name) {
            int dot = name.indexOf('.');
            return dot > 0 && names.contains("*" + name.substring(dot));
        }

        /// Types have more parts for some ciphers, such as `EC_RSA`.
        boolean isOf(String type) {
            String algorithm = key.getAlgorithm();
            return type.equals(algorithm) || type.startsWith(algorithm + "_");
        }

        private static boolean isKeyOf(X509Certificate certificate, PrivateKey key)
                throws GeneralSecurityException {
            String algorithm = key.getAlgorithm();
            if (!algorithm.equals(certificate.getPublicKey().getAlgorithm())) {
                return false;
            }
            Signature signature =
                    Signature.getInstance(
                            switch (algorithm) {
                                case "RSA" -> "SHA256withRSA";
                                case "EC" -> "SHA256withECDSA";
                                default -> algorithm;
                            });
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        }

        private static List<String> names(X509Certificate certificate) {
            List<String> names = new ArrayList<>();
            for (List<?> name : alternatives(certificate)) {
                if (name.getFirst() instanceof Integer type && type == DNS_NAME) {
                    names.add(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT));
                }
            }
            return names;
        }

        private static Collection<List<?>> alternatives(X509Certificate certificate) {
            try {
                Collection<List<?>> names = certificate.getSubjectAlternativeNames();
                return names == null ? List.of() : names;
            } catch (CertificateParsingException _) {
                return List.of(); // it may still be the first one
            }
        }
    }

    CertificateChoice(List<Own> own) {
        this.own = List.copyOf(own);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return choose(keyType, engine.getHandshakeSession());
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, Socket socket) {
        return socket instanceof SSLSocket tls ? choose(keyType, tls.getHandshakeSession()) : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return at(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return at(alias).key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        List<String> aliases = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).isOf(keyType)) {
                aliases.add(Integer.toString(i));
            }
        }
        return aliases.isEmpty() ? null : aliases.toArray(String[]::new);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }

    private @Nullable String choose(String keyType, SSLSession handshake) {
        List<Own> fitting = asked(handshake).map(this::fitting).orElse(own);
        for (Own one : fitting) {
            if (one.isOf(keyType)) {
                return Integer.toString(own.indexOf(one));
            }
        }
        return null;
    }

    private List<Own> fitting(String name) {
        List<Own> exact = own.stream().filter(one -> one.isFor(name)).toList();
        if (!exact.isEmpty()) {
            return exact;
        }
        List<Own> wild = own.stream().filter(one -> one.isForAllBeside(name)).toList();
        return wild.isEmpty() ? own : wild;
    }

    private static Optional<String> asked(SSLSession handshake) {
        if (handshake instanceof ExtendedSSLSession session) {
            for (SNIServerName name : session.getRequestedServerNames()) {
                if (name.getType() == StandardConstants.SNI_HOST_NAME) {
                    String host = new SNIHostName(name.getEncoded()).getAsciiName();
                    return Optional.of(host.toLowerCase(Locale.ROOT));
                }
            }
        }
        return Optional.empty();
    }

    private Own at(String alias) {
        return own.get(Integer.parseInt(alias));
    }
}
