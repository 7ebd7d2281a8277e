/** Guessed first, of those that are long enough; lower case, letters and digits. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  password1234 password12345 password123456 passwordpassword password2024 password2025 password2026 password2027
  mypassword123 mypassword1234 thisismypassword thepassword123 changeme1234 changemenow123 letmein12345 letmeinplease
  123456789012 1234567890123 1234567890 123456789123 0123456789012 123123123123 1234512345123 123456123456 987654321098
  012345678910 12345678910 1234567891011 111222333444 112233445566 1122334455667 abcdefghijkl abcdefghijklmnop
  abc123abc123 abcd1234abcd abcdefg12345 abcdef123456 qwertyuiop12 qwertyuiop123 qwertyuiopas qwertyuiopasdf
  qwertyuiopasdfgh qwerty123456 qwerty1234567 qwertyqwerty qwerty12345678 asdfghjklasdf asdfghjkl123 1qaz2wsx3edc
  1qaz2wsx3edc4rfv 1q2w3e4r5t6y 1q2w3e4r5t6y7u q1w2e3r4t5y6 zaq12wsxcde3 qazwsxedcrfv qazwsxedc123 zxcvbnm12345
  iloveyou1234 iloveyou12345 iloveyouforever iloveyousomuch iloveyouverymuch loveyouforever sunshine1234 princess1234
  football1234 baseball1234 superman1234 batman123456 dragon123456 monkey123456 master123456 michael12345
  jennifer1234 welcome12345 welcome123456 welcometo123 administrator admin1234567 admin123456789 trustno1trustno1
  correcthorsebatterystaple correcthorse starwars1234 pokemon123456 chocolate123 jesuschrist1 jesusislord1 godisgood123
  contrasena12 contrasena123 contrasena1234 contraseña12 contraseña123 contraseña1234 micontrasena teamomucho12 teamomucho123
  tequieromucho tequiero1234 holahola1234 estrella1234 america12345 barcelona123 realmadrid12 realmadrid123
  probation123 probation1234 probationer1 supervision1 supervision123 paymentfee12
  `
    .trim()
    .split(/\s+/),
);
