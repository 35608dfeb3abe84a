/**
 * Letters of other alphabets in Latin ones, simply: what a name of one alphabet is compared by with a name of another.
 * Upper case in, upper case out. Vowels that a script does not write are not guessed.
 */
const CYRILLIC =
  "А=A Б=B В=V Г=G Д=D Е=E Ё=E Ж=ZH З=Z И=I Й=Y К=K Л=L М=M Н=N О=O П=P Р=R С=S Т=T У=U Ф=F Х=KH Ц=TS Ч=CH Ш=SH " +
  "Щ=SHCH Ъ= Ы=Y Ь= Э=E Ю=YU Я=YA І=I Ї=I Є=E Ґ=G Ў=U Ђ=DJ Ј=J Љ=LJ Њ=NJ Ћ=C Џ=DZ Ѓ=G Ќ=K Ѕ=DZ Ә=A Ғ=G Қ=K Ң=N " +
  "Ө=O Ұ=U Ү=U Һ=H";
const GREEK = "Α=A Β=V Γ=G Δ=D Ε=E Ζ=Z Η=I Θ=TH Ι=I Κ=K Λ=L Μ=M Ν=N Ξ=X Ο=O Π=P Ρ=R Σ=S Τ=T Υ=Y Φ=F Χ=CH Ψ=PS Ω=O";
const ARABIC =
  "ا=A أ=A إ=I آ=A ٱ=A ب=B ت=T ث=TH ج=J ح=H خ=KH د=D ذ=DH ر=R ز=Z س=S ش=SH ص=S ض=D ط=T ظ=Z ع=A غ=GH ف=F ق=Q ك=K ک=K " +
  "ل=L م=M ن=N ه=H ة=A و=W ي=Y ی=Y ى=A ئ=Y ؤ=W ء= پ=P چ=CH ژ=ZH گ=G ڤ=V ـ=";
const HEBREW =
  "א=A ב=B ג=G ד=D ה=H ו=V ז=Z ח=H ט=T י=Y כ=K ך=K ל=L מ=M ם=M נ=N ן=N ס=S ע=A פ=P ף=P צ=TS ץ=TS ק=K ר=R ש=SH ת=T";
const LATIN = "Ø=O Ł=L Đ=D Æ=AE Œ=OE Þ=TH Ð=D Ħ=H Ŧ=T Ə=A ẞ=SS";

const LETTERS: ReadonlyMap<string, string> = new Map(
  [CYRILLIC, GREEK, ARABIC, HEBREW, LATIN].flatMap((table) =>
    table.split(" ").map((pair) => {
      const [letter = "", latin = ""] = pair.split("=");
      return [letter, latin] as const;
    }),
  ),
);

const OF_OTHERS = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "gu");

/** `text`, in upper case, with the letters of Cyrillic, Greek, Arabic and Hebrew written in Latin ones. */
export function transliterated(text: string): string {
  return text.replace(OF_OTHERS, (letter) => LETTERS.get(letter) ?? letter);
}
