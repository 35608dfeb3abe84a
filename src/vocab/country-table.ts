/**
 * ISO 3166-1 (249 codes) and the user-assigned XK, by M49 subregion: alpha-2, alpha-3, numeric, everyday English name,
 * then, after a bar, the ISO English short name where it differs. Taiwan, Antarctica and Kosovo, which M49 does not
 * place or list, stand where they lie.
 */
export const COUNTRY_TABLE: Readonly<Record<string, string>> = {
  "Africa/Northern Africa": `
DZ DZA 012 Algeria
EG EGY 818 Egypt
LY LBY 434 Libya
MA MAR 504 Morocco
SD SDN 729 Sudan
TN TUN 788 Tunisia
EH ESH 732 Western Sahara`,
  "Africa/Eastern Africa": `
IO IOT 086 British Indian Ocean Territory
BI BDI 108 Burundi
KM COM 174 Comoros
DJ DJI 262 Djibouti
ER ERI 232 Eritrea
ET ETH 231 Ethiopia
TF ATF 260 French Southern Territories
KE KEN 404 Kenya
MG MDG 450 Madagascar
MW MWI 454 Malawi
MU MUS 480 Mauritius
YT MYT 175 Mayotte
MZ MOZ 508 Mozambique
RE REU 638 Réunion
RW RWA 646 Rwanda
SC SYC 690 Seychelles
SO SOM 706 Somalia
SS SSD 728 South Sudan
UG UGA 800 Uganda
TZ TZA 834 Tanzania|Tanzania, United Republic of
ZM ZMB 894 Zambia
ZW ZWE 716 Zimbabwe`,
  "Africa/Middle Africa": `
AO AGO 024 Angola
CM CMR 120 Cameroon
CF CAF 140 Central African Republic
TD TCD 148 Chad
CG COG 178 Congo
CD COD 180 Democratic Republic of the Congo|Congo, Democratic Republic of the
GQ GNQ 226 Equatorial Guinea
GA GAB 266 Gabon
ST STP 678 Sao Tome and Principe`,
  "Africa/Southern Africa": `
BW BWA 072 Botswana
SZ SWZ 748 Eswatini
LS LSO 426 Lesotho
NA NAM 516 Namibia
ZA ZAF 710 South Africa`,
  "Africa/Western Africa": `
BJ BEN 204 Benin
BF BFA 854 Burkina Faso
CV CPV 132 Cabo Verde
CI CIV 384 Côte d'Ivoire
GM GMB 270 Gambia
GH GHA 288 Ghana
GN GIN 324 Guinea
GW GNB 624 Guinea-Bissau
LR LBR 430 Liberia
ML MLI 466 Mali
MR MRT 478 Mauritania
NE NER 562 Niger
NG NGA 566 Nigeria
SH SHN 654 Saint Helena|Saint Helena, Ascension and Tristan da Cunha
SN SEN 686 Senegal
SL SLE 694 Sierra Leone
TG TGO 768 Togo`,
  "Americas/Caribbean": `
AI AIA 660 Anguilla
AG ATG 028 Antigua and Barbuda
AW ABW 533 Aruba
BS BHS 044 Bahamas
BB BRB 052 Barbados
BQ BES 535 Bonaire, Sint Eustatius and Saba
VG VGB 092 British Virgin Islands|Virgin Islands (British)
KY CYM 136 Cayman Islands
CU CUB 192 Cuba
CW CUW 531 Curaçao
DM DMA 212 Dominica
DO DOM 214 Dominican Republic
GD GRD 308 Grenada
GP GLP 312 Guadeloupe
HT HTI 332 Haiti
JM JAM 388 Jamaica
MQ MTQ 474 Martinique
MS MSR 500 Montserrat
PR PRI 630 Puerto Rico
BL BLM 652 Saint Barthélemy
KN KNA 659 Saint Kitts and Nevis
LC LCA 662 Saint Lucia
MF MAF 663 Saint Martin|Saint Martin (French part)
VC VCT 670 Saint Vincent and the Grenadines
SX SXM 534 Sint Maarten|Sint Maarten (Dutch part)
TT TTO 780 Trinidad and Tobago
TC TCA 796 Turks and Caicos Islands
VI VIR 850 US Virgin Islands|Virgin Islands (U.S.)`,
  "Americas/Central America": `
BZ BLZ 084 Belize
CR CRI 188 Costa Rica
SV SLV 222 El Salvador
GT GTM 320 Guatemala
HN HND 340 Honduras
MX MEX 484 Mexico
NI NIC 558 Nicaragua
PA PAN 591 Panama`,
  "Americas/South America": `
AR ARG 032 Argentina
BO BOL 068 Bolivia|Bolivia, Plurinational State of
BV BVT 074 Bouvet Island
BR BRA 076 Brazil
CL CHL 152 Chile
CO COL 170 Colombia
EC ECU 218 Ecuador
FK FLK 238 Falkland Islands|Falkland Islands (Malvinas)
GF GUF 254 French Guiana
GY GUY 328 Guyana
PY PRY 600 Paraguay
PE PER 604 Peru
GS SGS 239 South Georgia and the South Sandwich Islands
SR SUR 740 Suriname
UY URY 858 Uruguay
VE VEN 862 Venezuela|Venezuela, Bolivarian Republic of`,
  "Americas/Northern America": `
BM BMU 060 Bermuda
CA CAN 124 Canada
GL GRL 304 Greenland
PM SPM 666 Saint Pierre and Miquelon
US USA 840 United States|United States of America`,
  "Asia/Central Asia": `
KZ KAZ 398 Kazakhstan
KG KGZ 417 Kyrgyzstan
TJ TJK 762 Tajikistan
TM TKM 795 Turkmenistan
UZ UZB 860 Uzbekistan`,
  "Asia/Eastern Asia": `
CN CHN 156 China
HK HKG 344 Hong Kong
MO MAC 446 Macao
KP PRK 408 North Korea|Korea, Democratic People's Republic of
JP JPN 392 Japan
MN MNG 496 Mongolia
KR KOR 410 South Korea|Korea, Republic of
TW TWN 158 Taiwan|Taiwan, Province of China`,
  "Asia/South-eastern Asia": `
BN BRN 096 Brunei|Brunei Darussalam
KH KHM 116 Cambodia
ID IDN 360 Indonesia
LA LAO 418 Laos|Lao People's Democratic Republic
MY MYS 458 Malaysia
MM MMR 104 Myanmar
PH PHL 608 Philippines
SG SGP 702 Singapore
TH THA 764 Thailand
TL TLS 626 Timor-Leste
VN VNM 704 Vietnam|Viet Nam`,
  "Asia/Southern Asia": `
AF AFG 004 Afghanistan
BD BGD 050 Bangladesh
BT BTN 064 Bhutan
IN IND 356 India
IR IRN 364 Iran|Iran, Islamic Republic of
MV MDV 462 Maldives
NP NPL 524 Nepal
PK PAK 586 Pakistan
LK LKA 144 Sri Lanka`,
  "Asia/Western Asia": `
AM ARM 051 Armenia
AZ AZE 031 Azerbaijan
BH BHR 048 Bahrain
CY CYP 196 Cyprus
GE GEO 268 Georgia
IQ IRQ 368 Iraq
IL ISR 376 Israel
JO JOR 400 Jordan
KW KWT 414 Kuwait
LB LBN 422 Lebanon
OM OMN 512 Oman
PS PSE 275 Palestine|Palestine, State of
QA QAT 634 Qatar
SA SAU 682 Saudi Arabia
SY SYR 760 Syria|Syrian Arab Republic
TR TUR 792 Türkiye
AE ARE 784 United Arab Emirates
YE YEM 887 Yemen`,
  "Europe/Eastern Europe": `
BY BLR 112 Belarus
BG BGR 100 Bulgaria
CZ CZE 203 Czechia
HU HUN 348 Hungary
PL POL 616 Poland
MD MDA 498 Moldova|Moldova, Republic of
RO ROU 642 Romania
RU RUS 643 Russia|Russian Federation
SK SVK 703 Slovakia
UA UKR 804 Ukraine`,
  "Europe/Northern Europe": `
AX ALA 248 Åland Islands
DK DNK 208 Denmark
EE EST 233 Estonia
FO FRO 234 Faroe Islands
FI FIN 246 Finland
GG GGY 831 Guernsey
IS ISL 352 Iceland
IE IRL 372 Ireland
IM IMN 833 Isle of Man
JE JEY 832 Jersey
LV LVA 428 Latvia
LT LTU 440 Lithuania
NO NOR 578 Norway
SJ SJM 744 Svalbard and Jan Mayen
SE SWE 752 Sweden
GB GBR 826 United Kingdom|United Kingdom of Great Britain and Northern Ireland`,
  "Europe/Southern Europe": `
AL ALB 008 Albania
AD AND 020 Andorra
BA BIH 070 Bosnia and Herzegovina
HR HRV 191 Croatia
GI GIB 292 Gibraltar
GR GRC 300 Greece
VA VAT 336 Holy See
IT ITA 380 Italy
XK XKX 983 Kosovo
MT MLT 470 Malta
ME MNE 499 Montenegro
MK MKD 807 North Macedonia
PT PRT 620 Portugal
SM SMR 674 San Marino
RS SRB 688 Serbia
SI SVN 705 Slovenia
ES ESP 724 Spain`,
  "Europe/Western Europe": `
AT AUT 040 Austria
BE BEL 056 Belgium
FR FRA 250 France
DE DEU 276 Germany
LI LIE 438 Liechtenstein
LU LUX 442 Luxembourg
MC MCO 492 Monaco
NL NLD 528 Netherlands|Netherlands, Kingdom of the
CH CHE 756 Switzerland`,
  "Oceania/Australia and New Zealand": `
AU AUS 036 Australia
CX CXR 162 Christmas Island
CC CCK 166 Cocos (Keeling) Islands
HM HMD 334 Heard Island and McDonald Islands
NZ NZL 554 New Zealand
NF NFK 574 Norfolk Island`,
  "Oceania/Melanesia": `
FJ FJI 242 Fiji
NC NCL 540 New Caledonia
PG PNG 598 Papua New Guinea
SB SLB 090 Solomon Islands
VU VUT 548 Vanuatu`,
  "Oceania/Micronesia": `
GU GUM 316 Guam
KI KIR 296 Kiribati
MH MHL 584 Marshall Islands
FM FSM 583 Micronesia|Micronesia, Federated States of
NR NRU 520 Nauru
MP MNP 580 Northern Mariana Islands
PW PLW 585 Palau
UM UMI 581 US Minor Outlying Islands|United States Minor Outlying Islands`,
  "Oceania/Polynesia": `
AS ASM 016 American Samoa
CK COK 184 Cook Islands
PF PYF 258 French Polynesia
NU NIU 570 Niue
PN PCN 612 Pitcairn
WS WSM 882 Samoa
TK TKL 772 Tokelau
TO TON 776 Tonga
TV TUV 798 Tuvalu
WF WLF 876 Wallis and Futuna`,
  "Antarctica/Antarctica": `
AQ ATA 010 Antarctica`,
};
