/** Well-known firms of the trades that a made world has; none of their names may occur in one. */
export const REAL_FIRMS = (
  "CATL|Contemporary Amperex|BYD|Panasonic|LG|LG Chem|LG Energy|Samsung|Samsung SDI|SK|SK On|Gotion|EVE|CALB|Sunwoda|" +
  "Farasis|Northvolt|AESC|Envision|Svolt|Tesla|Toyota|Honda|Nissan|Ford|Stellantis|Volkswagen|BMW|Mercedes|Daimler|" +
  "Hyundai|Kia|Renault|Volvo|Geely|SAIC|Rivian|Lucid|General Motors|GM|Ultium|Albemarle|SQM|Livent|Arcadium|Ganfeng|" +
  "Tianqi|Pilbara|Allkem|Orocobre|Lithium Americas|Piedmont|Sigma|Glencore|Vale|BHP|Rio Tinto|Anglo American|Norilsk|" +
  "Nornickel|Tsingshan|Huayou|CNGR|GEM|Umicore|BASF|Ecopro|Posco|LF|Sumitomo|Nichia|Johnson Matthey|Hunan Yuneng|" +
  "Ronbay|Easpring|Dynanonic|BTR|Shanshan|Putailai|Zichen|Kaijin|Shinzoom|Novonix|Anovion|Westwater|Syrah|Nouveau Monde|" +
  "Graphite One|Resonac|Showa Denko|Hitachi|Mitsubishi|SGL|Imerys|Tokai|Nippon|Asahi Kasei|Toray|Entek|Celgard|Senior|" +
  "Semcorp|Tinci|Capchem|Guotai|Enchem|Soulbrain|Ube|Wason|Nuode|Iljin|Solus|SKC|Furukawa|MP Materials|Lynas|Shenghe|" +
  "Northern Rare Earth|China Rare Earth|Neo|JL MAG|Zhenghai|Ningbo Yunsheng|Zhong Ke San Huan|Sanhuan|TDK|Shin Etsu|" +
  "Proterial|Arnold|VAC|Vacuumschmelze|Noveon|Energy Fuels|Iluka|Arafura|Less Common Metals|Freeport|Codelco|Antofagasta|" +
  "CMOC|Chengtun|Jinchuan|Zijin|Minmetals|Chinalco|Alcoa|Novelis|Hydro|Siemens|Bosch|ABB|Nidec|Brose|ZF|Denso|Aisin|" +
  "Magna|Valeo|Apple|Dell|HP|Foxconn|Bose|Philips|GE|Canon|Vestas|Goldwind|Wuxi Lead|Manz|Duerr|Maersk|MSC|COSCO|" +
  "CMA CGM|Hapag|Evergreen|Kuehne Nagel|DHL|DSV|Expeditors|Sinotrans|Nippon Express|Kerry|Trafigura|Vitol|Traxys|Gerald"
).split("|");
