package import UserTokens

/// Keys that everybody knows, for tests: making one takes a while.
package enum SampleSigningKeys {
    /// RSA keys of 2048 bits, in PEM form.
    package static let pems = [Self.first, Self.second, Self.third]

    /// The key with this number, from 0 to 2.
    package static func key(_ number: Int) async throws -> SigningKey {
        try await SigningKey(pem: self.pems[number])
    }

    private static let first = """
        -----BEGIN RSA PRIVATE KEY-----
        MIIEpAIBAAKCAQEAykBe22arC4tJtaPZrqvQybVurCCEJRw2u7jiF9TGRGOigzLY
        6ZaB+Bz3pn2WnZQXAZjLdfe6hbDT90hOAiFlhjy9PY5KQxnkgbqvdgYvkE4ncp/N
        gt52IEIBtJ8dGYR+P3Q6PCblKQUP8woUGogIPylpe9gtslw0/XFV7sPDp6dkaYCA
        W4WhMiEC5bsGFSoFo7L6wZZtT/j1TqGsIxNDsYrMKkm3+gWVQ2p4Kz9EojVorhLd
        WiZtYO9//JbxfIdMal7Khmhkv6LvCdqGdZgOsBCGPEuazRkJlyDxOt1u2tbeJoHD
        FdLKXGvaf1II6x/24YG2DPN4v5b87CIRSN185wIDAQABAoIBAAo5xfH+12AOi0wB
        PETOEBDauP0/6Z58tjG4j8nXqqyTgwhyHjB1OR4DzOughuhxr9YXVRYiT85pmdXz
        VGpcKOdoE8NUeeG5oemDOFLVzjrUEL+FX90hhURtQevRbaW4Iq/vnvAioUx5IozN
        siWDQjN7Uwd9bxYI/m7f95HKWQ6VW4AWsj7ycBKAQG4z+AHAr6sBLEXyu1LBR7b9
        2XICoSTwWSSlXq7RxnpPHR6dHDPrDiXXnqKUVP8cSDhmWd6cLeNeQ79TRdiaEwHC
        YaCsC241nEp/JXJRc/JlrvihIgikg7yjMJOvXfKp0oaE9x766eJD06K64bxDrF4D
        viOoNSECgYEA7lvZ+TeOTsfy8iJ4jWsJPrPmvG8Z3+fCp3wMsgfDg1RZ/ph41a8s
        3wKmP9wrJeRmw0nhhYEM0HpHoFAdqRUoWYxVxjwjghBVp9zxdX6zQcBssTB0g6nl
        4h/mcpizVHJVCkg6QnC4iyoko/PMFi8f9TEsR4/auwA6o5P+lfJWPAcCgYEA2Thm
        B2FpeL2Eo+hGW1PQZP7MakYMHljoHpiOES32xmKPjkF3AWnUtchtbJicsNZbGV24
        jKPBONDFDWW8q80oIhG/sDmAjiwe/bbdwac5xzzlgL9lheRbWOxr36+jY2W42Ife
        uMildWRIb0QPCN+dM7NehG0QXHdcm/dcwgnSQCECgYEA3hVKpH904kY+QAiKFgly
        la98/njtvMbtgKt+EKpXKhf/uc1KWJ5cynRnffyfXzDN5osByygQTnaAIghDenSy
        Ia01hfwmgVrC1CJx/y1Ly6mEHBuvk7VK8UMTrhZEkBvuzCO71Ie+Cjv7456Vut2x
        gvyL6ylHfRCbkimj/QXL/yUCgYEAjXmKGix7wUPN6+MQT9Ma22yIPn84zVsicyrw
        /IdvPm5bCU/h7m27OFo9yojrJNG3q6G63P6ajiKK9NraMxr/lJDyxBfvfqmF1cEQ
        VVxQ6U7kOyJtQPMl+5if+aQvSkGqTnzPtpIYEYkrFCzDjgf2HwIoAR/3lAG5s2s8
        YrR614ECgYBUYIh7IXwptV0WDJUb1sp6FpwXidz16hPCP8g/yzkJqo6CwJBLywpZ
        LmDvrUZm7agK9IFehfC8mWhwh0AOL54kz0/TidCX0pKn1ATV1eyquekzjuNyt1qv
        5TvWh3E3fHOYBcLU6Cbm4gvNIOZkq0JwyaJjPS5V5Y5LaZbAVVArLQ==
        -----END RSA PRIVATE KEY-----
        """

    private static let second = """
        -----BEGIN RSA PRIVATE KEY-----
        MIIEowIBAAKCAQEAgu/LY1O2pfo/tYDeF/LzTehm22dnJtA9+8vvX9NMk4WzvEeD
        5E8mPMIGiyGJ1WkHo6YxsrXXwA7ylU3Fta6Y0YY06UVWy0Kqufiym1nMgS+pmLvX
        y6ETLspG+59au+OHYsawmgv+YV5nWv/C2MO8ClBQDW+8lErOe1ivbWjdMiRpZ8n7
        V+3u3i/feUxIEqgk6E88vInvK06X072IPYh3+mZGMCou1cxCopyCpblPdeEqh8uX
        UEp3nbnbrAfyuuA3aNg7Pj7HdwTzdoNmulSNAcYIgIl9eh570cnmPOkdCxPZoxg3
        5lS5ARafJ1ViZMSjRW0eWGIxfYn2RpgZfHV9OQIDAQABAoIBAAEHiBqTj6nN5h7T
        8MsQ6KtJ4rciYLv8IqSeZZckBuPZBwD5sfaDTcpn/xusa5Q/M2VsutLMHbJfm7Yj
        SqTjRsXM75EO78AA2e1E4Iiao+I3IPb3sRpjfY5eXkD/r3uvLgMPi1dmtT0IPDlJ
        rfs8zLdrCroUUQ/8Z5OuLpDmZGjOwBlgrYp36PXlPlXaC+wM58Lz+8NChF6z30vG
        dQ9zgWxwHOtjgjpkSxi7M12LkP26bJTvoKtOtI4XsUqTYljkCNHmujPsJdS+yMaw
        oPmw+eMLkTlIidn1jAz9HPWw+mwhbst5lvf6VTbEZfiOw2utX7gb9Q8QBxOMgHKw
        xYTh5ZUCgYEAuOZJ9LwN7YNMQnw4mIYIkSV1wmZgqp0bmjIRQxeUlP6HTCtsuL9r
        rTJo6ePWnbpKCS3vsQSgRDyJIdAQ2FAv8Hn0krDsbR2avjKx9seyLN9I1lSyuQUN
        HkcyqG9b/syqlOeaKivqoZT6lYGazghKn9JWdfMy9gxW6hrVTyv4ljUCgYEAtUlX
        0l4KxPXtj0cqZ5UnznWXqaodB9TBVn5lLbe+ibQuypGhtD4dRFDgc374KjIhWRE3
        JI7NLCbP5hHJLuY2sYnhvla+KrSHYxydT35leRc1ZG1K1pflwyDt93jeqyt6kil6
        G1udi0MQXiISiDfP5SZ8jU6oxCk9+s9c1SskW3UCgYBJQgTfUHr8Nd9LIEiUNdbD
        G2Jy6Xk3YBQFnfy05mzaM5aLmVD0SfNxpd1nffwUdjDLPkYPjtOo9YsnuHZUHkFA
        ODGsxSiHewlKfm+AZVK08Kq9MMW3BMdTzcXGcoiyhYi4gqLUPp4x8wLtpXIeW66l
        cAMNrJPuZKkzC/qj6boOWQKBgD5XV20PS/LJg4UW+v0d7M9x3tLIni0YO9hLpO2g
        11QxcznT9OCvz46zpUvyaNLR5GflpKncta+uNSYwDZgkMMDC4q960vCKnlg1+d7h
        X3HRylmbv/WlzKxagZrtpN0GGaNzwfrweW/vgwxr+SWA0+xAXOqXFzBF4nuCnbDs
        ohcVAoGBAI4aQZ10MgAlCeLCLy0QsHB79hHd8KlvT68Vc2+JKTCRCGI4V6of/Cz4
        jf05agz4+ZuC8YKlOSbMgBCTOT00KUrS6E/vZ6zOe0YGIdUsCbuEu23NJVa/t4Q+
        /fjErd2Z0PrB7antOL+pLpMzJAhrLpLmNbi3k7f0kmieGes6vCBG
        -----END RSA PRIVATE KEY-----
        """

    private static let third = """
        -----BEGIN RSA PRIVATE KEY-----
        MIIEogIBAAKCAQEAjj1IBed8D2lZtDMRnStuJ8iyQsB52CJTTNCF6vsj8O2U2EYO
        bB/zAqd+w2q/ZS/78vx3YQYKCqxEcOibO4OFsRbv26SlTQMcUFZ9HE7H5Q38cRjd
        hM63wQdRgm+OxlNA/tSM5zJJMY7jR0CdJOLxOtWEMoLq0X1Zb0xoO89Gr4gF1+wo
        tFDiAQo4zjXR4ETgadbkIMLyE+5zOJ+YUfP+oF8KUa39HSRy7y4/ZanT48FZhebt
        V0ccFjEMOxgGX0RJ4/a6YewI+n5FEQgV1PBvlQqC1R2XJaXDVMs2cEQG4VHA9WWZ
        R6vNHyi8RtVx4dVwcUZ1VJlkq8P3viM7Falc8QIDAQABAoIBAAj9NvbGjxjTPdvN
        SWzvIHZLsPZWfyzJWI3XdMsppXcVsK0tWj57k2pExxZXAfMFYg0UZv/+93X+tpGT
        JbJQaMvNCQoOwPKZwnmSSbRXBzuC04QbP+6jeMnuajiNz85ZVxdzu9blnuoOn27y
        lqvM2tVuxnzBuNDV9Oe7gq/a9Nrla+aZCl34mx/Z5Zc0zrZo5zYQIcfzQIKz5Hw2
        ykVlEA3FAnnEx+AIJIUDjy0HT8nrqSQ84YPReGSkMCoMm2id66YqDkEWg8F9hoUH
        pdczI7Ia5mxdciZMBcLHpp6AVB73veIKdUEJSFzxe224kskr7eqLjqtPo2Y+Jx+M
        v3keFPECgYEAw7sgFwSlfoXPtzNsNkAnkXzJsYVN850/mFqtXgHL3EGy+cmcHvhn
        0/0YCQ+maS7smm3JisZFJUoVf3uSdlSlBvfRz6NkKlKHeKQhqaGNZdapoXvduOKL
        rg+Jyu56mFXrmcszskQ4f89fLfWcAEC0I2lr0Kxwip/MC6Zo6fDjrnkCgYEAugmT
        9qy4QSoKUFYD4kqUCYAbOP/dXKoNhS1DB4J28dgb0REV/BIpcvFm6I8AqYGMMY5y
        qqumBk365Tq48cuGabfbJvgHKS7Iy83KsY9/+K8+ntsikc3WoThABSAZl2HjDG4e
        OoyuUipLPYzqupiSVG8X3inVJgSkCha3RXxCpDkCgYAJv4gZnWGgq4ls1mLNUOSn
        mk9xR/JZ77r7G4kG5ZABqEQBrMjZwgVpyXEpAl6HXo7qIg2nm7hV4xqu/riMrCqL
        7kvEy55xfSrCF2qVyDYCnG5WXJTuYFoUkTGLqdTxQVY6kqRAfKVTuEBFSbY7TP2r
        xdRY0D3Kqaq/6cnP3O96AQKBgECd0QnNxhXEL17l8WVo9/Aw0cPDgzSLUDTgmraC
        ByRLJqZAI/2wpTrqRA8klFtLxtDzpDpJclogPbPe6Jv7UA1qMbFgVsRkHpRDP1La
        /9z1qW9tt50i/Jh0vC/LjXf6JO2NVeyKLoYVcJrJVkJHehPfnk+pAgK5e+yRJUj6
        Nv9pAoGAIKq2pLEH0klPHFOVL6bbQjGWKRWhgTBG+F2wjHgzlq/OTVaTSeYwWVQ7
        6syJgIp6cDvvMHBcU4rEqIFyxjvDEZ8ExTLyiH2dujiQm/37qkvMpYVzQwFCBTvu
        fxVMiOwMzULe1TrXeIkkqBY06hcyuwYQiEfXw1eml8CAMStj0zM=
        -----END RSA PRIVATE KEY-----
        """

    /// An RSA key that is too small, 1024 bits.
    package static let small = """
        -----BEGIN RSA PRIVATE KEY-----
        MIICWwIBAAKBgQDHjCCVuseDfFin6wm+ZBIUGTpXRkXm6/Y3DbxGx6JgD7UsEGpg
        DGoWjCfGH5byd+U1ku2twHIhQxcKhY5OKNCTxJkA0R1/VwrxjLzQpZyKD02kfTRp
        lDvXcMD5vJ9ZsKpm/OzcLFxXuFykhYlw3CE9iRbF86Tael5aol5I3+PGLwIDAQAB
        AoGABbJjb8LgVUmkgk68fXn/5iD+QGWaM0iDQ/kZae/jG9j29CYX01wnXzNrI0Xd
        mlh/67KhJHe9CmQO8Vb0xBh4M+LeNXQNglPOsVaSxtM0R1zW5NzRf+sTeHp7+v5g
        Wfce/nwIFRkvtNisOBJwHHaGziAc+SRtJoOUXXExLD37CoECQQDilTvcWiHg6iy4
        YK1FQcle5lRyQ0Rw2vXZUukH0ZvojM4QKA6S6UCIAvoYn/fdMUdc20pr332kZ8yn
        7/nLdflvAkEA4XRVIlTCHxq6h/7n3CrJSvsf62wv3l2Fg6oQ7lwhMGHKULXfE4Y9
        28iHcfMQX8Xd90R6YY6A/p3jjfst8nUfQQJAFiv+QJC9UfH4UE59hhJq7xNg3hGB
        B/4VIp//V5mGRRpKK8CPtIaInwaTjIdSzN0+m3KF9MpY1BaoKyLLccJolwJAJdyh
        h3hweUTF2pzmV0UgNOVjgOfUSiWujGP9H+p88GEb1t4ULnU24jgU9v/42fyiwCnR
        25xQ8XGWi3uJRdSBgQJABw5liXUNHZ4ggfkOh9rUeL8fMWshZXZJqX87dHy9QBaI
        zPdheCuI0G3J7Z4af5pUjjVNv+iAxx1Mh5bNIMx83g==
        -----END RSA PRIVATE KEY-----
        """
}
