#include "ui/pages/train/ledger_tab.h"

#include "core/training/recorded_run.h"
#include "ui/pages/ledger/ledger_table.h"
#include "ui/pages/ledger/ledger_words.h"
#include "ui/session/session.h"
#include "ui/shell/theme.h"
#include "ui/widgets/number_text.h"

#include <QLabel>
#include <QVBoxLayout>

namespace lossarium::ui {

LedgerTab::LedgerTab(Session& session, QWidget* parent)
    : RunTab(parent), session_(session), sentence_(new QLabel(this)), table_(new LedgerTable(this)) {
  sentence_->setObjectName(QStringLiteral("ledgerSentence"));
  sentence_->setWordWrap(true);
  sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  sentence_->setToolTip(tr(
      "How few rows make four fifths of the loss, and which one pulls hardest at the weights, with its part "
      "of all pulls. In the table → pulls the way the run goes, ← against it"));
  sentence_->setContentsMargins(16, 0, 16, 0);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 2, 0, 0);
  column->setSpacing(2);
  column->addWidget(sentence_);
  column->addWidget(table_, 1);
  table_->setMinimumHeight(60);
  table_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);  // it scrolls, not what it stands in
  connect(table_, &LedgerTable::rowHovered, this, &LedgerTab::rowHovered);
  connect(table_, &LedgerTable::rowPicked, this, &LedgerTab::rowPicked);
}

QString LedgerTab::title() const { return tr("Ledger"); }

QString LedgerTab::hint() const {
  return tr(
      "What each training row adds to the loss, and how hard it pulls at the weights. A line under the "
      "pointer lights its point in the data view, and a point its line");
}

void LedgerTab::showFrame(const RunFrame& frame) {
  if (!frame.ledger || frame.ledger == ledger_) return;  // it comes with the next frame
  ledger_ = frame.ledger;
  QString sentence = ledgerSentence(*ledger_);
  if (ledger_->step != frame.state.step)
    sentence += tr(" So much data takes time: this is of step %1.").arg(grouped(ledger_->step));
  sentence_->setText(sentence);
  table_->show({{.ledger = ledger_}});
}

void LedgerTab::light(int row) { table_->light(row); }

std::string LedgerTab::csv() const { return ledger_ ? ledgerCsv({{.ledger = ledger_}}) : std::string(); }

QString LedgerTab::asText() const { return sentence_->text() + QLatin1Char('\n') + table_->asText(); }

void LedgerTab::setTheme(const Theme& theme) { table_->setStyle(theme.plots); }

void LedgerTab::showEvent(QShowEvent* event) {
  RunTab::showEvent(event);
  session_.wantLedger(true);
}

void LedgerTab::hideEvent(QHideEvent* event) {
  session_.wantLedger(false);
  emit rowHovered(-1);
  RunTab::hideEvent(event);
}

}  // namespace lossarium::ui
