#include "ui/widgets/parameter_row.h"

#include "ui/widgets/combo_box.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/parameter_scale.h"
#include "ui/widgets/slider.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QToolButton>

#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double labelWidth = 7.1, fieldWidth = 5.2;  // in sizes of the font

double toDouble(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  return std::get<double>(value);
}

class NumberRow final : public ParameterRow {
 public:
  NumberRow(const ParameterSpec& spec, QWidget* parent)
      : ParameterRow(spec, parent), slider_(new Slider(this)), field_(new NumberField(this)) {
    slider_->setRange(0, sliderSteps);
    slider_->setPageStep(sliderSteps / 20);
    slider_->setMinimumWidth(60);
    slider_->setAccessibleName(words(spec.label));
    keepWidth(field_, fieldWidth);
    field_->setAccessibleName(QObject::tr("%1, exact value").arg(words(spec.label)));
    auto* layout = layOut(true);
    layout->addWidget(slider_, 1);
    layout->addWidget(field_);
    connect(slider_, &Slider::valueChanged, this,
            [this](int position) { say(sliderValue(this->spec(), position)); });
    connect(field_, &NumberField::entered, this, [this](const QString& typed) { sayTyped(typed); });
    if (presence())
      connect(presence(), &QCheckBox::clicked, this, [this](bool present) {
        if (present)
          say(last_);
        else
          emit removed();
      });
  }

  void show(const std::optional<Value>& value) override {
    const double number = value ? toDouble(*value) : last_;
    last_ = number;
    if (presence()) {
      presence()->setChecked(value.has_value());
      for (QWidget* part : {static_cast<QWidget*>(slider_), static_cast<QWidget*>(field_)})
        part->setEnabled(value.has_value() || slider_->isSliderDown());  // no hand is dropped
    }
    const QSignalBlocker quiet(slider_);
    if (!slider_->isSliderDown()) slider_->setValue(sliderPosition(spec(), number));
    field_->showText(written(number));
  }

 private:
  QString written(double number) const {
    if (number == 0 && !spec().zeroMeans.empty()) return words(spec().zeroMeans);
    return spec().kind == ParameterKind::integer ? QString::number(std::llround(number))
                                                 : QString::fromStdString(toText(number));
  }
  void say(double number) {
    field_->showText(written(number));
    if (spec().kind == ParameterKind::integer)
      emit changed(static_cast<std::int64_t>(std::llround(number)));
    else
      emit changed(number);
  }

  // What is no number goes on as a text: the one place that checks settings then says what is wrong.
  void sayTyped(QString typed) {
    typed = typed.trimmed().replace(QChar(0x2212), QLatin1Char('-'));
    if (!spec().zeroMeans.empty() && typed == words(spec().zeroMeans)) typed = QStringLiteral("0");
    if (spec().kind == ParameterKind::integer)
      typed.remove(QLatin1Char(','));  // 1,000 as the window itself writes it
    else if (typed.count(QLatin1Char(',')) == 1 && !typed.contains(QLatin1Char('.')))
      typed.replace(QLatin1Char(','), QLatin1Char('.'));  // as most of Europe writes
    bool isNumber = false;
    if (spec().kind == ParameterKind::integer) {
      const qlonglong whole = typed.toLongLong(&isNumber);
      if (isNumber) return emit changed(static_cast<std::int64_t>(whole));
    }
    const double number = typed.toDouble(&isNumber);
    if (isNumber)
      emit changed(number);
    else
      emit changed(typed.toStdString());
  }

  Slider* slider_;
  NumberField* field_;
  double last_ = spec().initial;  ///< what it comes back to when it is wanted again
};

/// Neighbouring seeds have nothing in common, so there is no slider: a field, and a button for the next one.
class SeedRow final : public ParameterRow {
 public:
  SeedRow(const ParameterSpec& spec, QWidget* parent)
      : ParameterRow(spec, parent), field_(new NumberField(this)), next_(new QToolButton(this)) {
    auto* layout = layOut(true);
    layout->addWidget(field_, 1);
    layout->addWidget(next_);
    field_->setAccessibleName(words(spec.label));
    next_->setObjectName(QStringLiteral("quiet"));
    next_->setText(QObject::tr("next"));
    next_->setToolTip(QObject::tr("The next seed"));
    next_->setFocusPolicy(Qt::TabFocus);
    connect(next_, &QToolButton::clicked, this,
            [this] { emit changed(shown_ < (std::int64_t{1} << 53) ? shown_ + 1 : 0); });
    connect(field_, &NumberField::entered, this, [this](const QString& typed) {
      bool whole = false;
      const qlonglong seed = typed.trimmed().toLongLong(&whole);
      if (whole)
        emit changed(static_cast<std::int64_t>(seed));
      else
        emit changed(typed.toStdString());
    });
  }
  void show(const std::optional<Value>& value) override {
    shown_ = value ? std::get<std::int64_t>(*value) : 0;
    field_->showText(QString::number(shown_));
  }

 private:
  NumberField* field_;
  QToolButton* next_;
  std::int64_t shown_ = 0;
};

class FlagRow final : public ParameterRow {
 public:
  FlagRow(const ParameterSpec& spec, QWidget* parent)
      : ParameterRow(spec, parent), box_(new QCheckBox(words(spec.label), this)) {
    layOut(false)->addWidget(box_);
    box_->setFocusPolicy(Qt::TabFocus);
    box_->setAccessibleDescription(words(spec.hint));
    connect(box_, &QCheckBox::clicked, this, [this](bool on) { emit changed(on); });
  }
  void show(const std::optional<Value>& value) override { box_->setChecked(value && std::get<bool>(*value)); }

 private:
  QCheckBox* box_;
};

/// Words of a spec, or the data set's columns.
class WordRow final : public ParameterRow {
 public:
  WordRow(const ParameterSpec& spec, QWidget* parent) : ParameterRow(spec, parent), box_(new ComboBox(this)) {
    layOut(true)->addWidget(box_, 1);
    box_->setAccessibleName(words(spec.label));
    for (const auto word : choiceWords(spec))
      box_->addItem(words(word).replace(QLatin1Char('_'), QLatin1Char(' ')), words(word));
    connect(box_, &QComboBox::activated, this,
            [this] { emit changed(box_->currentData().toString().toStdString()); });
  }
  void show(const std::optional<Value>& value) override {
    box_->setCurrentIndex(
        box_->findData(value ? QString::fromStdString(std::get<std::string>(*value)) : QString()));
  }
  void setColumns(const QStringList& columns) override {
    if (spec().kind != ParameterKind::text) return;
    const QVariant current = box_->currentData();
    box_->clear();
    for (const QString& column : columns) box_->addItem(column, column);
    box_->setCurrentIndex(box_->findData(current));
  }

 private:
  ComboBox* box_;
};

/// A button that looks like a field; a text that is too long ends in "…".
class FieldButton final : public QToolButton {
 public:
  explicit FieldButton(QWidget* parent) : QToolButton(parent) {
    setObjectName(QStringLiteral("field"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
  }
  void showText(const QString& text) {
    whole_ = text;
    elide();
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QToolButton::resizeEvent(event);
    elide();
  }

 private:
  void elide() { setText(fontMetrics().elidedText(whole_, Qt::ElideRight, width() - 20)); }

  QString whole_;
};

/// Several things are ticked in one visit.
class TickMenu final : public QMenu {
 public:
  using QMenu::QMenu;

 protected:
  void mouseReleaseEvent(QMouseEvent* event) override {
    QAction* action = actionAt(event->position().toPoint());
    if (action && action->isCheckable()) return action->trigger();
    QMenu::mouseReleaseEvent(event);
  }
};

class ColumnsRow final : public ParameterRow {
 public:
  ColumnsRow(const ParameterSpec& spec, QWidget* parent)
      : ParameterRow(spec, parent), button_(new FieldButton(this)), menu_(new TickMenu(button_)) {
    layOut(true)->addWidget(button_, 1);
    button_->setAccessibleName(words(spec.label));
    button_->setPopupMode(QToolButton::InstantPopup);
    button_->setMenu(menu_);
  }
  void show(const std::optional<Value>& value) override {
    chosen_.clear();
    if (value)
      for (const auto& name : std::get<std::vector<std::string>>(*value))
        chosen_ << QString::fromStdString(name);
    refresh();
  }
  void setColumns(const QStringList& columns) override {
    menu_->clear();
    for (const auto& column : columns) {
      auto* action = menu_->addAction(column);
      action->setCheckable(true);
      connect(action, &QAction::triggered, this, [this] { sayChecked(); });
    }
    refresh();
  }

 private:
  void refresh() {
    for (auto* action : menu_->actions()) action->setChecked(chosen_.contains(action->text()));
    button_->showText(summary());
    button_->setToolTip(chosen_.join(QStringLiteral(", ")));
  }
  QString summary() const {
    if (chosen_.isEmpty()) return QObject::tr("as given");
    if (chosen_.size() == 1) return chosen_.front();
    return QObject::tr("%1 + %2 more").arg(chosen_.front()).arg(chosen_.size() - 1);
  }
  void sayChecked() {
    std::vector<std::string> names;
    for (const auto* action : menu_->actions())
      if (action->isChecked()) names.push_back(action->text().toStdString());
    if (names.empty()) return refresh();
    emit changed(names);
  }

  FieldButton* button_;
  QMenu* menu_;
  QStringList chosen_;
};

class FileRow final : public ParameterRow {
 public:
  FileRow(const ParameterSpec& spec, QWidget* parent)
      : ParameterRow(spec, parent), button_(new FieldButton(this)) {
    layOut(true)->addWidget(button_, 1);
    button_->setAccessibleName(words(spec.label));
    connect(button_, &QToolButton::clicked, this, [this] { ask(); });
  }
  void show(const std::optional<Value>& value) override {
    path_ = value ? QString::fromStdString(std::get<std::string>(*value)) : QString();
    button_->showText(path_.isEmpty() ? QObject::tr("Choose…") : QFileInfo(path_).fileName());
    button_->setToolTip(path_);
  }

 private:
  void ask() {
    const QString file =
        QFileDialog::getOpenFileName(window(), QObject::tr("Open a CSV file"), path_,
                                     QObject::tr("Tables (*.csv *.tsv *.txt);;All files (*)"));
    if (!file.isEmpty()) emit changed(file.toStdString());
  }

  FieldButton* button_;
  QString path_;
};

}  // namespace

ParameterRow::ParameterRow(const ParameterSpec& spec, QWidget* parent) : QWidget(parent), spec_(spec) {}

QHBoxLayout* ParameterRow::layOut(bool labelled) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  if (labelled) {
    const bool optional =
        spec_.mayBeAbsent && (spec_.kind == ParameterKind::real || spec_.kind == ParameterKind::integer);
    QWidget* label = optional ? presence_ = new QCheckBox(words(spec_.label), this) : nullptr;
    if (!optional) label = new QLabel(words(spec_.label), this);
    keepWidth(label, labelWidth);
    layout->addWidget(label);
  }
  setToolTip(words(spec_.hint));
  return layout;
}

void ParameterRow::keepWidth(QWidget* part, double fontSizes) {
  parts_.emplace_back(part, fontSizes);
  fitParts();
}

void ParameterRow::fitParts() {
  for (const auto& [part, fontSizes] : parts_)
    part->setFixedWidth(qRound(fontSizes * fontInfo().pixelSize()));
}

void ParameterRow::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) fitParts();
}

ParameterRow* makeParameterRow(const ParameterSpec& spec, QWidget* parent) {
  switch (spec.kind) {
    case ParameterKind::real:
    case ParameterKind::integer:
      if (spec.id == "seed") return new SeedRow(spec, parent);
      return new NumberRow(spec, parent);
    case ParameterKind::flag:
      return new FlagRow(spec, parent);
    case ParameterKind::choice:
      return choiceWords(spec).size() > 1 ? new WordRow(spec, parent) : nullptr;
    case ParameterKind::text:
      if (spec.id == "file") return new FileRow(spec, parent);
      if (spec.id == "cells") return nullptr;  // a whole table
      return new WordRow(spec, parent);
    case ParameterKind::texts:
      if (spec.id == "edits") return nullptr;  // a hand in the data makes them, not a list
      return new ColumnsRow(spec, parent);
    case ParameterKind::reals:
      return nullptr;
  }
  return nullptr;
}

}  // namespace lossarium::ui
