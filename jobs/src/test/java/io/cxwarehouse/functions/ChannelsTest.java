package io.cxwarehouse.functions;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelsTest {
  @ParameterizedTest
  @CsvSource({
    "salesforce, Web Chat, chat",
    "salesforce, WeChat, messaging",
    "salesforce, Phone call, phone",
    "salesforce, Facebook, social",
    "salesforce, E-Mail, email",
    "salesforce, Apple Business Chat, messaging",
    "salesforce, Branch, Branch",
    "freshdesk, 7, chat",
    "freshdesk, 7.0, chat",
    "hubspot, FB_MESSENGER, messaging",
    "freshdesk, 10, email",
    "freshdesk, 99, 99",
    "hubspot, FORM, web",
    "hubspot, CHAT, chat",
    "intercom, Conversation, chat",
    "intercom, whatsapp, messaging",
    "zendesk, 90, chat",
    "zendesk, answer_bot_for_web_widget, answer_bot_for_web_widget",
  })
  void oneNameWhoeverWritesIt(String source, String written, String ours) {
    assertThat(Channels.name(UTF8String.fromString(source), UTF8String.fromString(written)))
        .hasToString(ours);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "nobody",
      value = {
        "billing, Online, web",
        "billing, ' web ', web",
        "billing, WEB-SHOP, web",
        "billing, 7.0, phone",
        "salesforce, 7, nobody",
        "billing, Webinar, nobody",
        "billing, ' ', nobody",
        "zendesk, iphone, app",
        "zendesk, topic, forum",
      })
  void theConfigurationNamesChannels(String source, String written, String ours) {
    String words =
        """
        {"billing": {"7": "phone"},
         "*": {"web": "web", "online": "web", "web shop": "web", "iphone": "app"}}""";
    assertThat(
            Channels.known(
                UTF8String.fromString(words),
                UTF8String.fromString(source),
                UTF8String.fromString(written)))
        .isEqualTo(UTF8String.fromString(ours));
  }

  @ParameterizedTest
  @CsvSource({"0, web", "web_form, web", "4, email", "MAIL, email", "33, voice", "74, whatsapp"})
  void filtersCompareWhatTicketsSay(String written, String told) {
    assertThat(Channels.toldAs("zendesk", written)).isEqualTo(told);
  }
}
