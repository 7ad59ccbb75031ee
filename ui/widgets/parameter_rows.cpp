#include "ui/widgets/parameter_rows.h"

#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/parameter_row.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace lossarium::ui {

ParameterRows::ParameterRows(const QString& ofWhat, QWidget* parent)
    : QWidget(parent), column_(new QVBoxLayout(this)), more_(new QToolButton(this)) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(6);
  more_->setObjectName(QStringLiteral("moreButton"));
  more_->setText(tr("More"));
  more_->setAccessibleName(tr("More of %1").arg(ofWhat));
  more_->setToolTip(tr("Shows settings that are seldom changed."));
  more_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  more_->setFocusPolicy(Qt::TabFocus);
  more_->setCheckable(true);
  more_->setIconSize({12, 12});
  column_->addWidget(more_);
  more_->hide();
  connect(more_, &QToolButton::toggled, this, &ParameterRows::showWhatActs);
}

void ParameterRows::setSpecs(const std::vector<ParameterSpec>& specs, const std::string& prefix) {
  for (auto* row : rows_) row->deleteLater();
  rows_.clear();
  for (const ParameterSpec& spec : specs) {
    ParameterRow* row = makeParameterRow(spec, this);
    if (!row) continue;
    row->setObjectName(QString::fromStdString(prefix + std::string(spec.id)));
    row->setColumns(columns_);
    column_->insertWidget(column_->indexOf(more_), row);
    rows_.push_back(row);
    connect(row, &ParameterRow::changed, this,
            [this, row](const Value& value) { emit changed(row->objectName(), value); });
    connect(row, &ParameterRow::removed, this, [this, row] { emit removed(row->objectName()); });
  }
  if (!rows_.empty()) setTabOrder(rows_.back()->findChildren<QWidget*>().back(), more_);
}

void ParameterRows::showValues(const std::map<std::string, Value>& values,
                               const std::map<std::string, Value>& inEffect) {
  for (auto* row : rows_) {
    const std::string key(row->spec().id);
    const auto& source = values.contains(key) ? values : inEffect;
    const auto found = source.find(key);
    row->show(found == source.end() ? std::nullopt : std::optional<Value>(found->second));
  }
  values_ = values;
  known_ = values;
  known_.insert(inEffect.begin(), inEffect.end());
  showWhatActs();
}

// What is seldom needed is left out, too, while it is what it was from the beginning.
void ParameterRows::showWhatActs() {
  bool anySeldom = false, any = false;
  for (auto* row : rows_) {
    const ParameterSpec& spec = row->spec();
    const auto value = values_.find(std::string(spec.id));
    const bool changed = value != values_.end() && value->second != initialValue(spec);
    const bool seldom = spec.seldomNeeded && !changed, act = acts(spec, known_);
    anySeldom |= seldom && act;
    row->setVisible(act && (!seldom || more_->isChecked()));
    any |= act;
  }
  more_->setVisible(anySeldom);
  more_->setText(more_->isChecked() ? tr("Less") : tr("More"));
  more_->setIcon(more_->isChecked() ? openIcon_ : closedIcon_);
  setVisible(any);
}

void ParameterRows::setColumns(const QStringList& columns) {
  columns_ = columns;
  for (auto* row : rows_) row->setColumns(columns);
}

void ParameterRows::setTheme(const Theme& theme) {
  openIcon_ = themedIcon(QStringLiteral("chevron_down"), theme.icon, theme.disabledIcon);
  closedIcon_ = themedIcon(QStringLiteral("chevron_right"), theme.icon, theme.disabledIcon);
  more_->setIcon(more_->isChecked() ? openIcon_ : closedIcon_);
}

}  // namespace lossarium::ui
