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
    "salesforce, Branch, branch",
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
  @CsvSource({"0, web", "web_form, web", "4, email", "MAIL, email", "33, voice", "74, whatsapp"})
  void filtersCompareWhatTicketsSay(String written, String told) {
    assertThat(Channels.toldAs("zendesk", written)).isEqualTo(told);
  }
}
