"""Words that decide what of a run of capitalised words is a name."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DATES = _words("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri
    January February July September October November December Jan Feb Sept Sep Oct Nov Dec
    Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Januar Februar Juli Oktober
    Christmas Easter Thanksgiving EST EDT PST PDT CST CDT GMT UTC AM PM BST CET
""")
"""Never a name, nor part of one."""

OPENERS = _words("""
    A About Above Across Additionally Adding After Afterwards Again Against Ago All Almost Along
    Already Also Although Always Amid Among An And Another Any Anyone Are As Asked At Away
    Back Based Because Before Behind Below Besides Between Beyond Both But By Can Click Contact
    Currently Dear Despite During Each Earlier Either Elsewhere Even Eventually Every Everyone
    Everything Except Far Few Finally First Five Following For Former Four From Further
    Furthermore Get Given Go Half He Hence Her Here His How However I If Ii In Indeed Instead
    Inside Into Is It Its Just Last Late Later Latest Let Like Likewise Local Many Maybe
    Meanwhile More Moreover Most Much My Nearly Neither Never Nevertheless New Next No Nobody
    None Nor Not Nothing Now Of Off Often On Once One Only Or Other Others Otherwise Our Out
    Outside Over Overall Overnight Part Per Perhaps Please Previously Read Recently Regarding
    Said Same Second See Several She Shortly Similarly Since Six So Some Someone Something
    Sometimes Soon Speaking Still Subsequently Such Ten Than Thank Thanks That The Their Then
    There Therefore These They Thing Third This Those Though Three Through Throughout Thus To
    Today Together Tomorrow Tonight Too Toward Towards Two Ultimately Under Unfortunately
    Unless Unlike Until Up Upon Us Usually Very Was We Well Were What Whatever When Whenever
    Where Whether Which While Who Whoever Whom Whose Why Will With Within Without Would Yes Yet
    Yesterday You Your Yours Do Does Did Don Have Has Had Be Been Being Could Should May Might
    Der Die Das Den Dem Des Ein Eine Einen Einem Einer Im Am Zum Zur Und Aber Doch Auch Mit Nach
    Must Including Named Note Photo Image Caption Video Watch Full Source Sources Copyright
""")
"""Begin sentences, and are no name alone or as the first word of one."""

AMBIGUOUS = _words("March April May June August Will New")
"""Openers and months that are also names of people: dropped alone, kept before a name."""

TITLES = _words("""
    Mr Mrs Ms Miss Dr Prof Professor Sir Dame Lord Lady Rev Reverend Hon Honorable Rabbi Imam
    President Presidents Premier Chancellor Minister Ministers Secretary Ambassador Governor
    Governors Gov Mayor Senator Senators Sen Sens Representative Representatives Rep Reps
    Congressman Congresswoman Congressmen Congresswomen Delegate Councilman Councilwoman
    Councillor Councilmember Commissioner Comptroller Treasurer Assemblyman Assemblywoman
    Chairman Chairwoman Chairperson Chair Chairmen Leader Speaker Whip Member Members
    Spokesman Spokeswoman Spokesperson Director Directors Administrator Officer
    Judge Justice Sheriff Marshal Attorney Prosecutor
    General Gen Colonel Col Lieutenant Lt Major Maj Captain Capt Sergeant Sgt Corporal Cpl
    Private Pvt Admiral Adm Commander Cmdr Detective Inspector Constable Superintendent Chief
    Coach Manager Editor CEO CFO Founder Analyst Economist Nurse Bishop Archbishop Cardinal
    MP MEP MPs Congressmember Candidate Designate Emeritus Principal
    Trooper Deputy Spc Pfc Petty Staff Specialist
    Herr Frau Bundeskanzler Kanzler Bundeskanzlerin Präsident Präsidentin Außenministerin
    Außenminister Innenminister Finanzminister Verteidigungsminister Ministerpräsident
    Monsieur Madame Señor Señora Presidente Ministro Senador Gobernador Alcalde
    Президент Министр Губернатор Премьер Депутат Президентка Міністр Прем'єр
""")
"""Titles before the names of people; none is a name alone."""

SURNAMES = _words("Bishop Judge Major Marshal Constable Cardinal Private Lord Chancellor Justice")
"""Titles that are also surnames, no title at the end of a run."""

TITLE_PARTS = _words("""
    U.S. US UK Prime Vice Deputy First Foreign Defense Defence Interior Finance Health Home State
    Attorney General Chief Executive House Senate Majority Minority Press Senior Acting Interim
    Ranking Lead Assistant Associate Under Former Democratic Republican Federal National
    Transportation Treasury Energy Education Labor Commerce Agriculture Security Police Fire
    Conference Assembly Managing Congressional Staff Command Petty Second Class Lance Master
    Brigadier Rear Independent Labour Conservative District Speaker Pro Tempore Veterans Affairs
""")
"""May be part of a title of several words, such as `Senate Majority Leader`."""

HEADS = _words("""
    Academy Act Administration Agency Alliance Archdiocese Army Assembly Association Authority
    Bank Battle Bay Bill Board Borough Brotherhood Bureau Cabinet Campaign Cape Caucus Center
    Centers Centre Chamber Chambers Church City Club Coalition College Commission Commissioner
    Committee Community Company Conference Confederation Congress Convention Cooperative Corps
    Corporation Council County Court Daughters Declaration Defenders Department Dept Diocese
    District Division Dynamics Electric Endowment Estates Faculty Federation Force Forces
    Foundation Friends Fund Government Guard Guild Gulf Hall Hospital House Initiative Institute
    Institutes Institution International Isle Joint Kingdom Knights League Legion Library Mills
    Ministry Mission Motors Movement Museum Network Office Order Organisation Organization
    Parliament Party Port Program Programme Project Province Records Region Republic School
    Schools Secretariat Senate Sea Service Services Society Sons State States Statue Strait
    Subcommittee Subcommittees Summit Territory Tower Town Treaty Tribunal Trust Union United
    University Veterans Village Voice War Watch Week Wounded Workers Partnership Physicians
    Citizens Mothers Lawyers Students Teachers Americans Cathedral Basilica Feast Festival
    Gulf Head Lake Mount Peninsula River Tour Game Games House Call Medal Day Month Rock
    Department's Responsibility Protection Reauthorization Freedom Freedoms Research Development
""")
"""Words after which `of`, `for` and `on` belong to a name, such as `Bank of England`."""

GENERIC = _words("""
    Act Acts Administration Agency Amendment Article Authority Bill Bills Board Caucus Center
    Chapter City Commission Committee Committees Community Company Constitution Council
    Counties County Court Department Departments Director District Division Executive Federal
    Fund Government Governments House Houses Institute Internet Ministry Monsieur Nation
    National North South East West Northern Southern Eastern Western Northeast Northwest
    Southeast Southwest Midwest Central Office Park Parliamentary Party Program Programs
    Province Region Republic Resolution School Section Secretary Service Session State States
    Street Subcommittee Territory Title Town Township Union United University Village Vice
    Prime Foreign Majority Minority Ranking Senior Acting Former Attorney Press Web Website
    TV PDF FAQ URL ID OK CEOs Email Twitter-Feed Road Avenue Drive Building Room Hall Suite
    Table Figure Appendix Page Phone Fax Tel Ext Re Cc PO DC D.C. H.R. H.Res S S. R D Act's
    Bible Earth God Lord Heaven Mom Dad Mum Grandma Grandpa Father Mother
    Nos No. Inc Ltd Co Corp LLC PLC AG SA
    Budget Report Plan Project Initiative Treaty Agreement Code Rule Order Policy Question
    Answer Q A Step Day Week Month Year Volume Issue Part Phase Stage Level Grade Class
    AL AK AZ AR CA CO CT DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ
    NM NV NY OH OK OR PA RI SC SD TN TX UT VT WA WI WV WY
    Team Award Awards Veterans Veteran Congressional Senatorial Presidential Legislature
""")
"""No name alone, unless they are the end of a longer name of the article."""

PEOPLES = _words("""
    Afghan African Africans Albanian Algerian American Americans Arab Arabs Arabic Argentine
    Argentinian Armenian Asian Asians Australian Australians Austrian Azerbaijani Bahraini
    Bangladeshi Basque Bavarian Belarusian Belgian Bengali Bolivian Bosnian Brazilian Brazilians
    Brit Brits Briton Britons British Bulgarian Burmese Cambodian Canadian Canadians Catalan
    Catalans Chechen Chilean Chinese Colombian Croatian Cuban Cubans Cypriot Czech Czechs Danish
    Dane Danes Dutch Ecuadorian Egyptian Egyptians Emirati English Englishman Estonian Ethiopian
    European Europeans Filipino Filipinos Finnish Finn Finns Flemish French Frenchman Georgian
    German Germans Ghanaian Greek Greeks Guatemalan Haitian Haitians Hebrew Hindu Hindus
    Hispanic Hispanics Honduran Hungarian Hungarians Icelandic Indian Indians Indonesian Iranian
    Iranians Iraqi Iraqis Irish Irishman Israeli Israelis Italian Italians Jamaican Japanese
    Jordanian Kashmiri Kazakh Kenyan Korean Koreans Kurd Kurdish Kurds Kuwaiti Latin Latino
    Latinos Latina Latvian Lebanese Liberian Libyan Libyans Lithuanian Macedonian Malaysian
    Maltese Mexican Mexicans Mongolian Moroccan Mozambican Muslim Muslims Nepalese Nepali
    Nicaraguan Nigerian Nigerians Norwegian Norwegians Pakistani Pakistanis Palestinian
    Palestinians Panamanian Paraguayan Persian Peruvian Pole Poles Polish Portuguese Qatari
    Romanian Romanians Russian Russians Rwandan Saudi Saudis Scandinavian Scot Scots Scottish
    Serb Serbs Serbian Sicilian Sikh Sikhs Singaporean Slovak Slovene Slovenian Somali Somalis
    Soviet Soviets Spaniard Spaniards Spanish Sudanese Sunni Sunnis Swede Swedes Swedish Swiss
    Syrian Syrians Taiwanese Tamil Tamils Tanzanian Thai Tibetan Tibetans Tunisian Turk Turks
    Turkish Ugandan Ukrainian Ukrainians Uruguayan Uyghur Uyghurs Uzbek Venezuelan Venezuelans
    Vietnamese Welsh Yemeni Zambian Zimbabwean Zimbabwean Shia Shiite Shiites
    Catholic Catholics Christian Christians Jew Jews Jewish Islamic Islamist Islamists Protestant
    Protestants Buddhist Buddhists Mormon Orthodox Anglican Baptist Methodist Evangelical
    Democrat Democrats Democratic Republican Republicans Conservative Conservatives Liberal
    Liberals Labourite Tory Tories Communist Communists Socialist Socialists Nazi Nazis Marxist
    Californian Californians Texan Texans Floridian New-Yorker Yorkers Minnesotans Hoosiers
    Michiganders Ohioans Oregonians Londoner Londoners Parisian Parisians Iowans Georgians
    Victorian Edwardian Western Eastern Southern Northern Caribbean-American Native
    African-American African-Americans Asian-American Asian-Americans Mexican-American Black
    Blacks White Whites Afro-American Hellenic Nordic Baltic Slavic Germanic Roman Romans
""")
"""Adjectives and members of peoples, religions and parties: no name alone."""

DIRECTIONS = _words("""
    North South East West Northern Southern Eastern Western New Old Upper Lower Central Great
    Greater Little Lake Fort Mount Port Camp Saint St St. San Santa Los Las El La Le United
    Inner Outer Mid Downtown Bank University Republic
""")
"""First words of names whose last word is another name: `South Korea` is not what `Korea` is."""
