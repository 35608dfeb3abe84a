import { COUNTRIES } from "../../vocab/country.ts";

/** Other names of countries as they stand in names of firms, by alpha-2. */
const ALSO =
  "US=UNITED STATES OF AMERICA,UNITED STATES,USA,U S A,US;GB=UNITED KINGDOM,UK,U K,GREAT BRITAIN,BRITISH,BRITAIN;" +
  "CN=CHINA,CHINESE,PRC,SINO;HK=HONG KONG,HONGKONG,HK;MO=MACAU,MACAO;TW=TAIWAN;KR=KOREA,SOUTH KOREA,KOREAN;" +
  "KP=NORTH KOREA,DPRK;RU=RUSSIA,RUSSIAN;DE=DEUTSCHLAND,GERMANY,GERMAN;CH=SCHWEIZ,SUISSE,SVIZZERA,SWITZERLAND,SWISS;" +
  "NL=NEDERLAND,NETHERLANDS,HOLLAND;ES=ESPANA,SPAIN;MX=MEXICO,MEXICANA,MEXICANO;BR=BRASIL,BRAZIL;IT=ITALIA,ITALY;" +
  "AT=OESTERREICH,OSTERREICH,AUSTRIA;PL=POLSKA,POLAND;FR=FRANCE;JP=JAPAN,NIPPON;IN=INDIA,INDIAN;VN=VIETNAM,VIET NAM;" +
  "TR=TURKEY,TURKIYE;IR=IRAN,IRANIAN;SY=SYRIA;CZ=CZECHIA,CZECH REPUBLIC;AE=UAE,EMIRATES,DUBAI,ABU DHABI;SA=SAUDI ARABIA,SAUDI;" +
  "TZ=TANZANIA;LA=LAOS;MD=MOLDOVA;VE=VENEZUELA;BO=BOLIVIA;CI=IVORY COAST;CD=DRC,CONGO;ZA=SOUTH AFRICA;NZ=NEW ZEALAND;" +
  "EU=EUROPE,EUROPEAN,EUROPA;AMERICA=AMERICA,AMERICAN,AMERICAS;ASIA=ASIA,ASIAN;AFRICA=AFRICA,AFRICAN;ARABIA=ARABIAN";

/** Provinces and cities that stand before or in names of Chinese firms, in Latin letters. */
const CHINESE =
  "BEIJING,SHANGHAI,TIANJIN,CHONGQING,ANHUI,FUJIAN,GANSU,GUANGDONG,GUANGXI,GUIZHOU,HAINAN,HEBEI,HEILONGJIANG,HENAN,HUBEI," +
  "HUNAN,JIANGSU,JIANGXI,JILIN,LIAONING,INNER MONGOLIA,NINGXIA,QINGHAI,SHAANXI,SHANDONG,SHANXI,SICHUAN,XIZANG,TIBET,XINJIANG," +
  "YUNNAN,ZHEJIANG,SHENZHEN,GUANGZHOU,DONGGUAN,FOSHAN,HUIZHOU,ZHUHAI,NANJING,SUZHOU,WUXI,CHANGZHOU,NANTONG,XUZHOU,YANGZHOU," +
  "HANGZHOU,NINGBO,WENZHOU,JIAXING,HUZHOU,SHAOXING,JINHUA,QUZHOU,HEFEI,WUHU,FUZHOU,XIAMEN,NINGDE,QUANZHOU,NANCHANG,GANZHOU," +
  "JINAN,QINGDAO,YANTAI,WEIFANG,ZIBO,ZHENGZHOU,LUOYANG,WUHAN,YICHANG,CHANGSHA,ZHUZHOU,XIANGTAN,CHENGDU,MIANYANG,YIBIN,GUIYANG," +
  "KUNMING,XIAN,BAOTOU,HOHHOT,TAIYUAN,DATONG,SHIJIAZHUANG,TANGSHAN,SHENYANG,DALIAN,ANSHAN,CHANGCHUN,HARBIN,JIXI,LANZHOU," +
  "XINING,YINCHUAN,URUMQI,KASHGAR,HOTAN,AKSU,NANNING,LIUZHOU,GUILIN,HAIKOU";

const phrases = new Map<string, { readonly words: readonly string[]; readonly place: string }[]>();

function add(name: string, place: string): void {
  const words = name.split(" ");
  const first = words[0] ?? "";
  const known = phrases.get(first) ?? [];
  if (known.some((each) => each.words.join(" ") === name)) return;
  phrases.set(
    first,
    [...known, { words, place }].sort((a, b) => b.words.length - a.words.length),
  );
}

for (const entry of ALSO.split(";")) {
  const [place = "", names = ""] = entry.split("=");
  for (const name of names.split(",")) add(name, place);
}
for (const { code, name } of COUNTRIES) {
  const plain = name
    .toUpperCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[,(].*$/, "")
    .replace(/[^A-Z]+/g, " ")
    .trim();
  if (plain.length > 3) add(plain, code);
}
for (const name of CHINESE.split(",")) add(name, name);

/** The place that the words at `at` name, and how many of them: SG for SINGAPORE, CN for CHINA. Null for none. */
export function placeAt(
  words: readonly string[],
  at: number,
): { readonly place: string; readonly length: number } | null {
  const found = phrases
    .get(words[at] ?? "")
    ?.find((each) => each.words.every((word, offset) => words[at + offset] === word));
  return found === undefined ? null : { place: found.place, length: found.words.length };
}
