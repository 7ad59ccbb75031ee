#include "ui/pages/train/metrics_table.h"

#include "ui/widgets/elided_label.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/steady_label.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr int digits = 4;

QString words(const std::string& text) { return QString::fromStdString(text); }

const SplitMetrics* part(const RunMetrics& metrics, int index) {
  if (index == 0) return &metrics.training;
  const auto& held = index == 1 ? metrics.validation : metrics.test;
  return held ? &*held : nullptr;
}

// A loss that the data's targets rule out has no row.
bool hasRow(const RunMetrics& metrics, std::size_t metric) {
  return metrics.specs[metric].whyNot.empty() || metric == 0;
}

QString withUnit(double value, const std::string& unit) {
  const QString number = numberText(value, digits);
  return unit.empty() || !std::isfinite(value) ? number : number + QChar::Nbsp + words(unit);
}

}  // namespace

MetricsTable::MetricsTable(QWidget* parent)
    : QWidget(parent), grid_(new QGridLayout(this)), heading_{new QLabel(tr("metric"), this), {}} {
  grid_->setContentsMargins(16, 0, 16, 0);
  grid_->setHorizontalSpacing(12);
  grid_->setVerticalSpacing(0);
  grid_->setColumnStretch(0, 1);
  const std::array<QString, parts> names{tr("training"), tr("validation"), tr("test")};
  heading_.name->setObjectName(QStringLiteral("caption"));
  grid_->addWidget(heading_.name, 0, 0);
  for (int i = 0; i < parts; ++i) {
    auto* label = new QLabel(names[static_cast<std::size_t>(i)], this);
    label->setObjectName(QStringLiteral("caption"));
    label->setAlignment(Qt::AlignRight);
    heading_.values[static_cast<std::size_t>(i)] = label;
    grid_->addWidget(label, 0, i + 1);
  }
}

MetricsTable::Row& MetricsTable::row(std::size_t index) {
  while (rows_.size() <= index) {
    const int line = static_cast<int>(rows_.size()) + 1;
    Row made{new ElidedLabel(9, {}, this), {}};
    made.name->setObjectName(QStringLiteral("muted"));
    grid_->addWidget(made.name, line, 0);
    for (int i = 0; i < parts; ++i) {
      auto* value = new SteadyLabel(QStringLiteral("0.000×10⁻⁰"), this);
      value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
      value->setTextInteractionFlags(Qt::TextSelectableByMouse);
      made.values[static_cast<std::size_t>(i)] = value;
      grid_->addWidget(value, line, i + 1);
    }
    rows_.push_back(made);
  }
  return rows_[index];
}

void MetricsTable::showRow(Row& row, const RunMetrics& metrics, std::size_t metric) const {
  const MetricSpec& spec = metrics.specs[metric];
  const QString better = spec.higherIsBetter ? tr("Higher is better.") : tr("Lower is better.");
  row.name->setText(words(spec.title));
  for (int i = 0; i < parts; ++i) {
    QLabel* label = row.values[static_cast<std::size_t>(i)];
    label->setText(cell(part(metrics, i), metric, spec.unit, i));
    label->setAccessibleName(
        tr("%1, %2").arg(words(spec.title), heading_.values[static_cast<std::size_t>(i)]->text()));
  }
  for (QLabel* label : {row.name, row.values[0], row.values[1], row.values[2]})
    label->setToolTip(words(spec.hint) + QLatin1Char(' ') + better);
}

// A seal has no number.
QString MetricsTable::cell(const SplitMetrics* part, std::size_t metric, const std::string& unit,
                           int column) const {
  if (part) return withUnit(part->values[metric], unit);
  const bool sealed = column == parts - 1 && shown_.back() && metric == 0;
  return sealed ? tr("sealed") : QString();
}

void MetricsTable::show(const RunMetrics& metrics, bool hasTest, const QString& whenOpened) {
  heading_.values.back()->setText(metrics.test ? tr("test, opened") : tr("test"));
  heading_.values.back()->setToolTip(whenOpened);
  for (int i = 0; i < parts; ++i) shown_[static_cast<std::size_t>(i)] = part(metrics, i) != nullptr;
  shown_.back() = hasTest;
  used_ = 0;
  for (std::size_t i = 0; i < metrics.specs.size(); ++i)
    if (hasRow(metrics, i)) showRow(row(used_++), metrics, i);
  const auto showLabels = [this](Row& each, bool shown) {
    each.name->setVisible(shown);
    for (std::size_t i = 0; i < each.values.size(); ++i) each.values[i]->setVisible(shown && shown_[i]);
  };
  showLabels(heading_, true);
  for (std::size_t i = 0; i < rows_.size(); ++i) showLabels(rows_[i], i < used_);
}

QString MetricsTable::leftOut(const RunMetrics& metrics) {
  QString text;
  for (std::size_t i = 1; i < metrics.specs.size(); ++i)
    if (!hasRow(metrics, i))
      text += (text.isEmpty() ? tr("Left out: ") : QStringLiteral("; ")) + words(metrics.specs[i].title) +
              QLatin1Char(' ') + words(metrics.specs[i].whyNot);
  return text.isEmpty() ? text : text + QLatin1Char('.');
}

QString MetricsTable::asText() const {
  const auto line = [this](const Row& each) {
    QString text = each.name->text();
    for (std::size_t i = 0; i < each.values.size(); ++i)
      if (shown_[i]) text += QLatin1Char('\t') + each.values[i]->text();
    return text + QLatin1Char('\n');
  };
  QString text = line(heading_);
  for (std::size_t i = 0; i < used_; ++i) text += line(rows_[i]);
  return text;
}

}  // namespace lossarium::ui
