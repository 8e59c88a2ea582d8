# The rules of time zones and since when they hold, in seconds since 1970; made by tools/zones.py.
TABLE = """
<+00>0<+02>-2,M3.5.0/1,M10.5.0/3 1108166400 Antarctica/Troll
<+01>-1 -1099511627776 Etc/GMT-1
<+01>-1 3703456800 Africa/Casablanca Africa/El_Aaiun
<+02>-2 -1099511627776 Etc/GMT-2
<+0330>-3:30 1663788600 Asia/Tehran Iran
<+03>-3 -1099511627776 Etc/GMT-3
<+03>-3 -719636812 Asia/Riyadh
<+03>-3 -631163516 Asia/Kuwait
<+03>-3 -631162794 Asia/Aden
<+03>-3 -407808000 Antarctica/Syowa
<+03>-3 76190400 Asia/Bahrain Asia/Qatar
<+03>-3 1191196800 Asia/Baghdad
<+03>-3 1301184000 Europe/Minsk
<+03>-3 1473195600 Asia/Istanbul Europe/Istanbul Turkey
<+03>-3 1666904400 Asia/Damascus
<+03>-3 1666908000 Asia/Amman
<+0430>-4:30 -2524538208 Asia/Kabul
<+04>-4 -1099511627776 Etc/GMT-4
<+04>-4 -1988163708 Indian/Mahe
<+04>-4 -1848886912 Indian/Reunion
<+04>-4 -1577937264 Asia/Muscat
<+04>-4 -1577936472 Asia/Dubai
<+04>-4 1111878000 Asia/Tbilisi
<+04>-4 1238274000 Indian/Mauritius
<+04>-4 1301180400 Europe/Samara
<+04>-4 1319925600 Asia/Yerevan
<+04>-4 1445731200 Asia/Baku
<+04>-4 1459033200 Europe/Astrakhan Europe/Ulyanovsk
<+04>-4 1480806000 Europe/Saratov
<+0530>-5:30 1145039400 Asia/Colombo
<+0545>-5:45 504901800 Asia/Kathmandu Asia/Katmandu
<+05>-5 -1099511627776 Etc/GMT-5
<+05>-5 -2840158440 Indian/Maldives
<+05>-5 -631152000 Indian/Kerguelen
<+05>-5 684363600 Asia/Dushanbe
<+05>-5 686091600 Asia/Samarkand Asia/Tashkent
<+05>-5 695772000 Asia/Ashgabat Asia/Ashkhabad
<+05>-5 1080424800 Asia/Aqtau Asia/Atyrau Asia/Oral
<+05>-5 1099170000 Asia/Aqtobe
<+05>-5 1255809600 Antarctica/Mawson
<+05>-5 1414267200 Asia/Yekaterinburg
<+05>-5 1545328800 Asia/Qyzylorda
<+05>-5 1702839600 Antarctica/Vostok
<+05>-5 1709229600 Asia/Almaty Asia/Qostanay
<+0630>-6:30 -2209012060 Indian/Cocos
<+0630>-6:30 -778410000 Asia/Rangoon Asia/Yangon
<+06>-6 -1099511627776 Etc/GMT-6
<+06>-6 -1325483420 Asia/Kashgar Asia/Urumqi
<+06>-6 560025000 Asia/Thimbu Asia/Thimphu
<+06>-6 820436400 Indian/Chagos
<+06>-6 1111872600 Asia/Bishkek
<+06>-6 1262278800 Asia/Dacca Asia/Dhaka
<+06>-6 1414263600 Asia/Omsk
<+07>-7 -1099511627776 Etc/GMT-7
<+07>-7 -2840164924 Asia/Bangkok
<+07>-7 -2364102172 Indian/Christmas
<+07>-7 -767869200 Asia/Phnom_Penh
<+07>-7 -464428800 Asia/Vientiane
<+07>-7 171820800 Asia/Ho_Chi_Minh Asia/Saigon
<+07>-7 1301169600 Asia/Novokuznetsk
<+07>-7 1329854400 Antarctica/Davis
<+07>-7 1414260000 Asia/Krasnoyarsk
<+07>-7 1459022400 Asia/Barnaul
<+07>-7 1464465600 Asia/Tomsk
<+07>-7 1469304000 Asia/Novosibirsk
<+07>-7 1474646400 Asia/Hovd
<+0845>-8:45 1238260500 Australia/Eucla
<+08>-8 -1099511627776 Etc/GMT-8
<+08>-8 -1167636600 Asia/Brunei
<+08>-8 -767005200 Asia/Kuching
<+08>-8 378662400 Asia/Kuala_Lumpur Asia/Singapore Singapore
<+08>-8 1414256400 Asia/Irkutsk
<+08>-8 1474642800 Asia/Choibalsan Asia/Ulaanbaatar Asia/Ulan_Bator
<+08>-8 1678291200 Antarctica/Casey
<+09>-9 -1099511627776 Etc/GMT-9
<+09>-9 -3944624276 Pacific/Palau
<+09>-9 969120000 Asia/Dili
<+09>-9 1414252800 Asia/Khandyga Asia/Yakutsk
<+09>-9 1459015200 Asia/Chita
<+1030>-10:30<+11>-11,M10.1.0,M4.1.0 1193499000 Australia/LHI Australia/Lord_Howe
<+10>-10 -1099511627776 Etc/GMT-10
<+10>-10 -2840176120 Pacific/Port_Moresby Pacific/Truk Pacific/Yap
<+10>-10 -770634000 Pacific/Chuuk
<+10>-10 -415497600 Antarctica/DumontDUrville
<+10>-10 1414249200 Asia/Ust-Nera Asia/Vladivostok
<+11>-11 -1099511627776 Etc/GMT-11
<+11>-11 -1806748788 Pacific/Guadalcanal Pacific/Ponape
<+11>-11 -770634000 Pacific/Pohnpei
<+11>-11 727790400 Pacific/Efate
<+11>-11 857228400 Pacific/Noumea
<+11>-11 915105600 Pacific/Kosrae
<+11>-11 1414245600 Asia/Srednekolymsk
<+11>-11 1419696000 Pacific/Bougainville
<+11>-11 1459008000 Asia/Sakhalin
<+11>-11 1461427200 Asia/Magadan
<+11>-11<+12>,M10.1.0,M4.1.0/3 1570287600 Pacific/Norfolk
<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45 1191074400 NZ-CHAT Pacific/Chatham
<+12>-12 -1099511627776 Etc/GMT-12
<+12>-12 -2177496920 Pacific/Wallis
<+12>-12 -2177495812 Pacific/Funafuti
<+12>-12 -2177494324 Pacific/Tarawa
<+12>-12 -2177492788 Pacific/Wake
<+12>-12 -7988400 Pacific/Majuro
<+12>-12 287418600 Pacific/Nauru
<+12>-12 745934400 Kwajalein Pacific/Kwajalein
<+12>-12 1301151600 Asia/Anadyr Asia/Kamchatka
<+12>-12 1610805600 Pacific/Fiji
<+13>-13 -1099511627776 Etc/GMT-13
<+13>-13 788871600 Pacific/Enderbury Pacific/Kanton
<+13>-13 1325242800 Pacific/Fakaofo
<+13>-13 1484398800 Pacific/Tongatapu
<+13>-13 1617458400 Pacific/Apia
<+14>-14 -1099511627776 Etc/GMT-14
<+14>-14 788868000 Pacific/Kiritimati
<-00>0 -1099511627776 Factory
<-01>1 -1099511627776 Etc/GMT+1
<-01>1 186120000 Atlantic/Cape_Verde
<-01>1<+00>,M3.5.0/0,M10.5.0/1 828234000 Atlantic/Azores
<-02>2 -1099511627776 Etc/GMT+2
<-02>2 -2524512832 Atlantic/South_Georgia
<-02>2 1013907600 America/Noronha Brazil/DeNoronha
<-02>2<-01>,M3.5.0/-1,M10.5.0/0 1711846800 America/Godthab America/Nuuk America/Scoresbysund
<-03>3 -1099511627776 Etc/GMT+3
<-03>3 -71092800 America/Cayenne
<-03>3 218246400 Antarctica/Rothera
<-03>3 465449400 America/Paramaribo
<-03>3 571197600 America/Belem
<-03>3 1013911200 America/Fortaleza America/Maceio America/Recife
<-03>3 1205632800 America/Argentina/Catamarca America/Argentina/ComodRivadavia America/Argentina/Jujuy America/Argentina/La_Rioja America/Argentina/Mendoza America/Argentina/Rio_Gallegos America/Argentina/Salta America/Argentina/San_Juan America/Argentina/Ushuaia America/Catamarca America/Jujuy America/Mendoza
<-03>3 1214280000 America/Santarem
<-03>3 1237082400 America/Argentina/Buenos_Aires America/Argentina/Cordoba America/Argentina/Tucuman America/Buenos_Aires America/Cordoba America/Rosario
<-03>3 1255233600 America/Argentina/San_Luis
<-03>3 1283666400 Atlantic/Stanley
<-03>3 1330221600 America/Bahia
<-03>3 1361066400 America/Araguaina
<-03>3 1425787200 America/Montevideo
<-03>3 1471147200 America/Punta_Arenas Antarctica/Palmer
<-03>3 1550368800 America/Sao_Paulo Brazil/East
<-03>3 1725768000 America/Coyhaique
<-03>3 1728187200 America/Asuncion
<-03>3<-02>,M3.2.0,M11.1.0 1173589200 America/Miquelon
<-04>4 -1099511627776 Etc/GMT+4
<-04>4 -1192307244 America/La_Paz
<-04>4 571201200 America/Porto_Velho
<-04>4 701841600 America/Guyana
<-04>4 761713200 America/Manaus Brazil/West
<-04>4 971578800 America/Boa_Vista
<-04>4 1462086000 America/Caracas
<-04>4 1550372400 America/Campo_Grande America/Cuiaba
<-04>4<-03>,M9.1.6/24,M4.1.6/24 1554606000 America/Santiago Chile/Continental
<-05>5 -1099511627776 Etc/GMT+5
<-05>5 728884800 America/Guayaquil
<-05>5 729057600 America/Bogota
<-05>5 765172800 America/Lima
<-05>5 1384056000 America/Eirunepe America/Porto_Acre America/Rio_Branco Brazil/Acre
<-06>6 -1099511627776 Etc/GMT+6
<-06>6 728888400 Pacific/Galapagos
<-06>6<-05>,M9.1.6/22,M4.1.6/22 1554606000 Chile/EasterIsland Pacific/Easter
<-07>7 -1099511627776 Etc/GMT+7
<-08>8 -1099511627776 Etc/GMT+8
<-08>8 893665800 Pacific/Pitcairn
<-0930>9:30 -1806676920 Pacific/Marquesas
<-09>9 -1099511627776 Etc/GMT+9
<-09>9 -1806678012 Pacific/Gambier
<-10>10 -1099511627776 Etc/GMT+10
<-10>10 -1806674504 Pacific/Tahiti
<-10>10 667992600 Pacific/Rarotonga
<-11>11 -1099511627776 Etc/GMT+11
<-11>11 -173623200 Pacific/Niue
<-12>12 -1099511627776 Etc/GMT+12
ACST-9:30 -813223800 Australia/Darwin Australia/North
ACST-9:30ACDT,M10.1.0,M4.1.0/3 1193502600 Australia/Adelaide Australia/Broken_Hill Australia/South Australia/Yancowinna
AEST-10 699379200 Australia/Brisbane Australia/Queensland
AEST-10 762883200 Australia/Lindeman
AEST-10AEDT,M10.1.0,M4.1.0/3 1191686400 Antarctica/Macquarie Australia/Currie Australia/Hobart Australia/Tasmania
AEST-10AEDT,M10.1.0,M4.1.0/3 1193500800 Australia/ACT Australia/Canberra Australia/Melbourne Australia/NSW Australia/Sydney Australia/Victoria
AKST9AKDT,M3.2.0,M11.1.0 1173610800 America/Anchorage America/Juneau America/Nome America/Sitka America/Yakutat US/Alaska
AKST9AKDT,M3.2.0,M11.1.0 1547978400 America/Metlakatla
AST4 -2524506960 America/St_Lucia
AST4 -2524506904 America/St_Vincent
AST4 -1848254032 America/Guadeloupe
AST4 -1846266804 America/Dominica
AST4 -1846266780 America/Grenada
AST4 -1846266608 America/Montserrat
AST4 -1846266092 America/Tortola
AST4 -1846266016 America/St_Thomas
AST4 -1825098836 America/Port_of_Spain
AST4 -1825098548 America/St_Kitts
AST4 -1825098464 America/Anguilla
AST4 -765399600 America/Blanc-Sablon America/Kralendijk America/Lower_Princes America/Marigot America/Puerto_Rico America/St_Barthelemy America/Virgin
AST4 -599598000 America/Antigua
AST4 -157750200 America/Aruba America/Curacao
AST4 338706000 America/Barbados
AST4 338958000 America/Martinique
AST4 975823200 America/Santo_Domingo
AST4ADT,M3.2.0,M11.1.0 1173592800 America/Glace_Bay America/Halifax America/Moncton America/Thule Atlantic/Bermuda Canada/Atlantic
AST4ADT,M3.2.0,M11.1.0 1320555600 America/Goose_Bay
AWST-8 1238263200 Australia/Perth Australia/West
CAT-2 -2524528648 Africa/Bujumbura
CAT-2 -2276646592 Africa/Lubumbashi
CAT-2 -2109290652 Africa/Harare
CAT-2 -2109289988 Africa/Lusaka
CAT-2 -1924999818 Africa/Maputo
CAT-2 -1404440460 Africa/Blantyre
CAT-2 -1091498416 Africa/Kigali
CAT-2 -813805200 Africa/Gaborone
CAT-2 1504400400 Africa/Windhoek
CAT-2 1509483600 Africa/Khartoum
CAT-2 1612126800 Africa/Juba
CET-1 357523200 Africa/Algiers
CET-1 1224982800 Africa/Tunis
CET-1CEST,M3.5.0,M10.5.0/3 828234000 Africa/Ceuta Arctic/Longyearbyen Atlantic/Jan_Mayen CET Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Budapest Europe/Busingen Europe/Copenhagen Europe/Gibraltar Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Monaco Europe/Oslo Europe/Paris Europe/Podgorica Europe/Prague Europe/Rome Europe/San_Marino Europe/Sarajevo Europe/Skopje Europe/Stockholm Europe/Tirane Europe/Vaduz Europe/Vatican Europe/Vienna Europe/Warsaw Europe/Zagreb Europe/Zurich Poland
CST-8 307551600 Asia/Taipei ROC
CST-8 309292200 Asia/Macao Asia/Macau
CST-8 684867600 Asia/Chongqing Asia/Chungking Asia/Harbin Asia/Shanghai PRC
CST5CDT,M3.2.0/0,M11.1.0/1 1300597200 America/Havana Cuba
CST6 -305737200 America/Regina Canada/Saskatchewan
CST6 73472400 America/Swift_Current
CST6 413874000 America/Belize
CST6 591166800 America/El_Salvador
CST6 700635600 America/Costa_Rica
CST6 1154926800 America/Tegucigalpa
CST6 1159678800 America/Guatemala
CST6 1159682400 America/Managua
CST6 1667113200 America/Bahia_Banderas America/Merida America/Mexico_City America/Monterrey Mexico/General
CST6 1667116800 America/Chihuahua
CST6CDT,M3.2.0,M11.1.0 1173600000 America/Chicago America/Indiana/Knox America/Indiana/Tell_City America/Knox_IN America/Menominee America/North_Dakota/Center America/North_Dakota/New_Salem America/Rainy_River America/Rankin_Inlet America/Resolute America/Winnipeg CST6CDT Canada/Central US/Central US/Indiana-Starke
CST6CDT,M3.2.0,M11.1.0 1268553600 America/Matamoros
CST6CDT,M3.2.0,M11.1.0 1289116800 America/North_Dakota/Beulah
CST6CDT,M3.2.0,M11.1.0 1678608000 America/Ojinaga
ChST-10 977493600 Pacific/Guam Pacific/Saipan
EAT-3 -3155682932 Africa/Asmara
EAT-3 -3155682888 Africa/Addis_Ababa
EAT-3 -1846292456 Indian/Mayotte
EAT-3 -1846291984 Indian/Comoro
EAT-3 -1846291956 Africa/Djibouti
EAT-3 -865305900 Africa/Asmera Africa/Nairobi
EAT-3 -492062400 Indian/Antananarivo
EAT-3 -410237100 Africa/Kampala
EAT-3 -410236200 Africa/Mogadishu
EAT-3 -284006700 Africa/Dar_es_Salaam
EET-2 1382659200 Africa/Tripoli Libya
EET-2 1414278000 Europe/Kaliningrad
EET-2EEST,M3.4.4/50,M10.4.4/50 3673123200 Asia/Gaza Asia/Hebron
EET-2EEST,M3.5.0,M10.5.0/3 859680000 Europe/Chisinau Europe/Tiraspol
EET-2EEST,M3.5.0/0,M10.5.0/0 922572000 Asia/Beirut
EET-2EEST,M3.5.0/3,M10.5.0/4 828234000 EET Europe/Athens Europe/Helsinki Europe/Mariehamn
EET-2EEST,M3.5.0/3,M10.5.0/4 846378000 Europe/Kiev Europe/Kyiv Europe/Uzhgorod Europe/Zaporozhye
EET-2EEST,M3.5.0/3,M10.5.0/4 859683600 Europe/Bucharest Europe/Riga Europe/Sofia
EET-2EEST,M3.5.0/3,M10.5.0/4 909277200 Asia/Nicosia Europe/Nicosia Europe/Tallinn
EET-2EEST,M3.5.0/3,M10.5.0/4 941331600 Europe/Vilnius
EET-2EEST,M3.5.0/3,M10.5.0/4 1509238800 Asia/Famagusta
EET-2EEST,M4.5.5/0,M10.5.4/24 1682632800 Africa/Cairo Egypt
EST5 -1099511627776 EST
EST5 -2524502512 America/Coral_Harbour America/Panama
EST5 -2524502068 America/Cayman
EST5 -765392400 America/Atikokan
EST5 436341600 America/Jamaica Jamaica
EST5 1422777600 America/Cancun
EST5EDT,M3.2.0,M11.1.0 1173596400 America/Detroit America/Fort_Wayne America/Indiana/Indianapolis America/Indiana/Marengo America/Indiana/Vevay America/Indianapolis America/Iqaluit America/Kentucky/Louisville America/Kentucky/Monticello America/Louisville America/Montreal America/Nassau America/New_York America/Nipigon America/Pangnirtung America/Thunder_Bay America/Toronto Canada/Eastern EST5EDT US/East-Indiana US/Eastern US/Michigan
EST5EDT,M3.2.0,M11.1.0 1173600000 America/Indiana/Winamac
EST5EDT,M3.2.0,M11.1.0 1194159600 America/Indiana/Petersburg America/Indiana/Vincennes
EST5EDT,M3.2.0,M11.1.0 1331449200 America/Port-au-Prince
EST5EDT,M3.2.0,M11.1.0 1520751600 America/Grand_Turk
GMT0 -1099511627776 Etc/GMT Etc/GMT+0 Etc/GMT-0 Etc/GMT0 Etc/Greenwich GMT GMT+0 GMT-0 GMT0 Greenwich
GMT0 -2524520232 Atlantic/St_Helena
GMT0 -2429827492 Africa/Lome
GMT0 -1830383636 Africa/Ouagadougou
GMT0 -1830383032 Africa/Abidjan Africa/Timbuktu Iceland
GMT0 -902098800 Africa/Dakar
GMT0 -885769200 Africa/Freetown
GMT0 -880930800 Africa/Banjul
GMT0 -441844200 Africa/Accra
GMT0 -315615600 Africa/Conakry
GMT0 -300841200 Africa/Bamako
GMT0 -286930800 Africa/Nouakchott
GMT0 -54770400 Atlantic/Reykjavik
GMT0 63593070 Africa/Monrovia
GMT0 157770000 Africa/Bissau
GMT0 820465200 America/Danmarkshavn
GMT0 1546304400 Africa/Sao_Tome
GMT0BST,M3.5.0/1,M10.5.0 828234000 Europe/Belfast Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/London GB GB-Eire
HKT-8 309292200 Asia/Hong_Kong Hongkong
HST10 -1099511627776 HST
HST10 -712150200 Pacific/Honolulu Pacific/Johnston US/Hawaii
HST10HDT,M3.2.0,M11.1.0 1173614400 America/Adak America/Atka US/Aleutian
IST-1GMT0,M10.5.0,M3.5.0/1 828234000 Eire Europe/Dublin
IST-2IDT,M3.4.4/26,M10.5.0 1364515200 Asia/Jerusalem Asia/Tel_Aviv Israel
IST-5:30 -764145000 Asia/Calcutta Asia/Kolkata
JST-9 -577962000 Asia/Tokyo Japan
KST-9 592333200 Asia/Seoul ROK
KST-9 1525446000 Asia/Pyongyang
MET-1MEST,M3.5.0,M10.5.0/3 828234000 MET
MSK-3 1414274400 Europe/Kirov Europe/Moscow Europe/Simferopol W-SU
MSK-3 1609020000 Europe/Volgograd
MST7 -1099511627776 MST
MST7 -1627833600 America/Creston
MST7 -68659200 America/Phoenix US/Arizona
MST7 84013200 America/Dawson_Creek
MST7 909302400 America/Hermosillo
MST7 1425808800 America/Fort_Nelson
MST7 1604214000 America/Dawson America/Whitehorse Canada/Yukon
MST7 1667116800 America/Mazatlan Mexico/BajaSur
MST7MDT,M3.2.0,M11.1.0 1173603600 America/Boise America/Cambridge_Bay America/Denver America/Edmonton America/Inuvik America/Shiprock America/Yellowknife Canada/Mountain MST7MDT Navajo US/Mountain
MST7MDT,M3.2.0,M11.1.0 1669788000 America/Ciudad_Juarez
NST3:30NDT,M3.2.0,M11.1.0 1320553800 America/St_Johns Canada/Newfoundland
NZST-12NZDT,M9.5.0,M4.1.0/3 1191074400 Antarctica/McMurdo Antarctica/South_Pole NZ Pacific/Auckland
PKT-5 1257012000 Asia/Karachi
PST-8 649177200 Asia/Manila
PST8PDT,M3.2.0,M11.1.0 1173607200 America/Los_Angeles America/Vancouver Canada/Pacific PST8PDT US/Pacific
PST8PDT,M3.2.0,M11.1.0 1268560800 America/Ensenada America/Santa_Isabel America/Tijuana Mexico/BajaNorte
SAST-2 -2109290664 Africa/Mbabane
SAST-2 -813805200 Africa/Johannesburg Africa/Maseru
SST11 -2445424632 Pacific/Pago_Pago Pacific/Samoa US/Samoa
SST11 -420645600 Pacific/Midway
UTC0 -1099511627776 Etc/UCT Etc/UTC Etc/Universal Etc/Zulu UCT UTC Universal Zulu
WAT-1 -2461452776 Africa/Luanda
WAT-1 -2276643672 Africa/Kinshasa
WAT-1 -1830388460 Africa/Bangui
WAT-1 -1830387668 Africa/Brazzaville
WAT-1 -1830386328 Africa/Douala
WAT-1 -1830386268 Africa/Libreville
WAT-1 -1588465800 Africa/Lagos
WAT-1 -1131235200 Africa/Porto-Novo
WAT-1 -315619200 Africa/Niamey
WAT-1 -190857600 Africa/Malabo
WAT-1 321314400 Africa/Ndjamena
WET0WEST,M3.5.0/1,M10.5.0 828234000 Atlantic/Canary Atlantic/Faeroe Atlantic/Faroe Atlantic/Madeira Europe/Lisbon Portugal WET
WIB-7 -189415800 Asia/Jakarta
WIB-7 567964800 Asia/Pontianak
WIT-9 -189423000 Asia/Jayapura
WITA-8 -766054800 Asia/Makassar Asia/Ujung_Pandang
"""
