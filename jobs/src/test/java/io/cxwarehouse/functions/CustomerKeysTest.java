package io.cxwarehouse.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.CxwException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** E-mail, phone and pseudonym: what customers are recognised by. */
class CustomerKeysTest {
  @BeforeEach
  @AfterEach
  void useTheKeyOfTests() {
    Pseudonym.useKey(SparkCase.PII_KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "' Ann.Lee@Example.COM ', ann.lee@example.com",
    "ann+tag@example.com, ann+tag@example.com",
    "\u00a0ANN@EXAMPLE.COM, ann@example.com",
  })
  void addressesAreTrimmedAndLowered(String text, String expected) {
    UTF8String stripped = Emails.normalize(utf8(text.replace('\u00a0', ' ')));
    assertThat(stripped).hasToString(expected);
  }

  /** As they come from web pages, address books and spreadsheets. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mailto:Ann.Lee@Example.com | ann.lee@example.com",
        "MAILTO: ann.lee@example.com?subject=Hi%20there | ann.lee@example.com",
        "Ann Lee <ann.lee@example.com> | ann.lee@example.com",
        "'\"Lee, Ann\" <ann.lee@example.com>,' | ann.lee@example.com",
        "<ann.lee@example.com>. | ann.lee@example.com",
        "(ann.lee@example.com) | ann.lee@example.com",
        "ann.lee@example.com (work) | ann.lee@example.com",
        "ann.lee@example.com.; | ann.lee@example.com",
        "\u00a0ann.\u200blee@exam\u00adple.com\ufeff | ann.lee@example.com",
        "ａｎｎ．ｌｅｅ＠ｅｘａｍｐｌｅ．ｃｏｍ | ann.lee@example.com",
        "ann.lee%40example.com | ann.lee@example.com",
        "ann.lee&#64;example.com | ann.lee@example.com",
        "&lt;ann.lee@example.com&gt; | ann.lee@example.com",
        "r&amp;d@example.com | r&d@example.com",
        "mailto:ann%2Eshop%2Blee@example.com | ann.shop+lee@example.com",
        "ann@Bücher.example | ann@xn--bcher-kva.example",
        "ann@xn--bcher-kva.EXAMPLE | ann@xn--bcher-kva.example",
        "a.b@example.com; a.b@EXAMPLE.com | a.b@example.com",
      })
  void addressesAreReadAsTheyAreCopied(String text, String expected) {
    assertThat(Emails.normalize(utf8(text))).hasToString(expected);
  }

  @Test
  void severalAddressesAreEachRead() {
    assertThat(Emails.all("Ann <ann@x.example>, mailto:ann@y.example"))
        .as("brackets tell which part is meant")
        .containsExactly("ann@x.example");
    assertThat(Emails.all("ann@x.example;Ann@Y.example ann@x.example"))
        .containsExactly("ann@x.example", "ann@y.example");
    assertThat(Emails.normalize(utf8("ann@x.example;bob@x.example"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "n/a",
        "-",
        "@example.com",
        "ann@",
        "ann lee@example.com",
        "a@b@c.example"
      })
  void placeholdersAreNoAddresses(String text) {
    assertThat(Emails.normalize(utf8(text))).isNull();
  }

  @Property
  void normalisingTwiceChangesNothing(@ForAll String text) {
    UTF8String once = Emails.normalize(utf8(text + "@example.com"));
    if (once != null) {
      assertThat(Emails.normalize(once)).isEqualTo(once);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "030 901820, Germany, +4930901820",
    "(030) 90-1820, DE, +4930901820",
    "030/901820, Deutschland, +4930901820",
    "0049 30 901820, DEU, +4930901820",
    "+49 30 901820, , +4930901820",
    "0049 30 901820, , +4930901820",
    "+49 (0)30 901820, United States, +4930901820",
    "650-253-0000, USA, +16502530000",
    "0049 30 901820, USA, +4930901820",
    "tel:+49-30-901820, , +4930901820",
    "+49.30.0901820, , +49300901820",
    "+1.212.555.0100, , +12125550100",
    "\uff10\uff10\uff14\uff19 30 901820, , +4930901820",
    "212-555-0100 Ext.: 101, US, +12125550100;ext=101",
    "+493090182.0, , +493090182",
    "\u202a+49 30 901820\u202c, , +4930901820",
    "212-555-0100 x101, US, +12125550100;ext=101",
    "+1 (212) 555-0100 ext. 101, , +12125550100;ext=101",
    "tel:+1-212-555-0100;ext=101, , +12125550100;ext=101",
    "020 7031 3000, UK, +442070313000",
    "020 7031 3000, united kingdom, +442070313000",
  })
  void phonesAreReadInTheirCountry(String phone, String country, String expected) {
    assertThat(Phones.e164(utf8(phone), country == null ? null : utf8(country)))
        .hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "030 901820, ",
    "030 901820, Atlantis",
    "253-0000, US",
    "n/a, DE",
    "'', DE",
    "+49, DE",
    "+49 123456789012345678, DE",
  })
  void otherTextsAreNoPhones(String phone, String country) {
    assertThat(Phones.e164(utf8(phone), country == null ? null : utf8(country))).isNull();
  }

  /** ISO 3166's names, Salesforce's standard picklist, and what web analytics and CRMs write. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deu | DE",
        "Österreich | AT",
        "Korea (the Republic of) | KR",
        "Polska | PL",
        "Ελλάδα | GR",
        "日本 | JP",
        "Korea, Democratic People's Republic of | KP",
        "Congo, the Democratic Republic of the | CD",
        "Congo (the) | CG",
        "Congo - Kinshasa | CD",
        "Iran (Islamic Republic of) | IR",
        "Tanzania, the United Republic of | TZ",
        "Macedonia, the former Yugoslav Republic of | MK",
        "Venezuela, Bolivarian Republic of | VE",
        "Bolivia (Plurinational State of) | BO",
        "Lao People's Democratic Republic (the) | LA",
        "Cote d'Ivoire | CI",
        "Côte d’Ivoire | CI",
        "Bahamas, The | BS",
        "Saint Vincent & the Grenadines | VC",
        "Bonaire, Sint Eustatius and Saba | BQ",
        "Virgin Islands, U.S. | VI",
        "Virgin Islands, British | VG",
        "Holy See (Vatican City State) | VA",
        "Taiwan, Province of China | TW",
        "TÜRKİYE | TR",
        "united states of america (the) | US",
        "Brunei Darussalam | BN",
        "Cabo Verde | CV",
        "Hong Kong | HK",
        "Palestine, State of | PS",
        "United States (US) | US",
        "United Kingdom (UK) | GB",
        "DE - Deutschland | DE",
        "United States (US) Virgin Islands | VI",
        "Saint Martin (Dutch part) | SX",
        "Korea, Rep. | KR",
        "Congo, Dem. Rep. | CD",
        "Hong Kong SAR, China | HK",
        "Venezuela, RB | VE",
      })
  void countriesAreKnownAsIsoAndVendorsWriteThem(String name, String code) {
    assertThat(Countries.code(utf8(name))).hasToString(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n/a",
        "-",
        "Atlantis",
        "Paris, France",
        "Congo (Springs)",
        "the",
        "US-CA",
        "Georgia, US",
        "DE/FR"
      })
  void otherNamesAreNoCountries(String name) {
    assertThat(Countries.code(utf8(name))).isNull();
  }

  @Test
  void severalNumbersAreEachRead() {
    assertThat(Phones.all("+49 30 901820; tel:+1-212-555-0100;ext=7", null))
        .containsExactly("+4930901820", "+12125550100;ext=7");
  }

  @Test
  void aNullPhoneHasNoKey() {
    assertThat(Phones.e164(null, utf8("DE"))).isNull();
  }

  @Property(tries = 300)
  void noPhoneThrows(@ForAll String phone, @ForAll String country) {
    Phones.e164(utf8(phone), utf8(country));
  }

  @Test
  void thePseudonymIsHmacSha256() {
    // RFC 4231, test case 2.
    Pseudonym.useKey(new byte[] {'J', 'e', 'f', 'e'});
    assertThat(Pseudonym.of(utf8("what do ya want for nothing?")))
        .hasToString("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void keysAreToldApartByTheirId() {
    Pseudonym.useKey(new byte[] {1});
    String first = Pseudonym.keyId();
    Pseudonym.useKey(new byte[] {2});
    assertThat(Pseudonym.keyId()).isNotEqualTo(first).hasSize(8);
  }

  @Test
  void anEmptyKeyIsRefused() {
    assertThatThrownBy(() -> Pseudonym.useKey(new byte[0]))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("CXW_PII_KEY");
  }

  private static UTF8String utf8(String text) {
    return UTF8String.fromString(text);
  }
}
