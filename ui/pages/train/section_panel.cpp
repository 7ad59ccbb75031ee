#include "ui/pages/train/section_panel.h"

#include "core/datasets/dataset.h"
#include "core/losses/loss.h"
#include "core/models/model.h"
#include "core/optimizers/optimizer.h"
#include "ui/shell/icons.h"
#include "ui/shell/setting.h"
#include "ui/shell/theme.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/parameter_rows.h"

#include <QLabel>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace lossarium::ui {
namespace {

struct Words {
  QString title;
  QString caption;
};

template <class Entry>
Words wordsIn(std::span<const Entry> catalog, std::string_view id) {
  const auto text = [](std::string_view words) {
    return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
  };
  for (const Entry& entry : catalog)
    if (entry.spec->id == id) return {text(entry.spec->title), text(entry.spec->caption)};
  return {};
}

Words wordsOf(const std::string& section, std::string_view id) {
  if (section == "dataset") return wordsIn(datasetCatalog(), id);
  if (section == "model") return wordsIn(modelCatalog(), id);
  if (section == "loss") return wordsIn(lossCatalog(), id);
  return wordsIn(optimizerCatalog(), id);
}

QString hintOf(const std::string& section) {
  if (section == "dataset")
    return SectionPanel::tr("The rows that the model learns from: drawn by a formula, measured, or your own");
  if (section == "model")
    return SectionPanel::tr("What may be learnt: the shapes that the fit can take, with weights to be found");
  if (section == "loss")
    return SectionPanel::tr("What a wrong prediction costs: training makes the mean of it small");
  return SectionPanel::tr("How the weights are moved, step by step, from the slope of the loss");
}

}  // namespace

SectionPanel::SectionPanel(std::string section, const QString& title, bool open, QWidget* parent)
    : QWidget(parent),
      section_(std::move(section)),
      heading_(new QToolButton(this)),
      body_(new QWidget(this)),
      rowsLayout_(new QVBoxLayout(body_)),
      rows_(new ParameterRows(title, body_)) {
  heading_->setObjectName(QStringLiteral("sectionButton"));
  heading_->setText(title);
  heading_->setAccessibleName(tr("Section %1").arg(title));
  heading_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  heading_->setFocusPolicy(Qt::TabFocus);
  heading_->setCheckable(true);
  heading_->setIconSize({14, 14});
  connect(heading_, &QToolButton::toggled, this, &SectionPanel::setOpen);
  const Setting<bool> stays(("setup/" + section_).c_str(), open);
  connect(heading_, &QToolButton::clicked, this, [stays](bool isOpen) { stays.set(isOpen); });
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addWidget(heading_);
  column->addWidget(body_);
  rowsLayout_->setContentsMargins(0, 0, 0, 8);
  rowsLayout_->setSpacing(6);
  if (sectionIsChoice(section_)) addChoice();
  rowsLayout_->addWidget(rows_);
  connect(rows_, &ParameterRows::changed, this, &SectionPanel::changed);
  connect(rows_, &ParameterRows::removed, this, &SectionPanel::removed);
  heading_->setChecked(stays.get());
  setOpen(stays.get());
}

void SectionPanel::addChoice() {
  choice_ = new ComboBox(body_);
  choice_->setAccessibleName(heading_->text());
  choice_->setToolTip(hintOf(section_));
  choice_->setObjectName(QString::fromStdString(section_));
  std::vector<Offer> all;
  for (const auto id : sectionIds(section_)) all.push_back({std::string(id)});
  setOffers(all);
  caption_ = new QLabel(body_);
  caption_->setObjectName(QStringLiteral("caption"));
  caption_->setWordWrap(true);
  rowsLayout_->addWidget(choice_);
  rowsLayout_->addWidget(caption_);
  connect(choice_, &QComboBox::activated, this, [this] {
    emit changed(QString::fromStdString(section_ + ".id"), choice_->currentData().toString().toStdString());
  });
}

void SectionPanel::addItem(const Offer& offer) {
  choice_->addItem(wordsOf(section_, offer.id).title, QString::fromStdString(offer.id));
  const int row = choice_->count() - 1;
  if (offer.whyNot.isEmpty()) return;
  choice_->setItemData(row, offer.whyNot, Qt::ToolTipRole);
  if (auto* model = qobject_cast<QStandardItemModel*>(choice_->model())) model->item(row)->setEnabled(false);
}

void SectionPanel::setOffers(const std::vector<Offer>& offers) {
  if (offers == offers_) return;
  offers_ = offers;
  const QVariant current = choice_->currentData();
  choice_->clear();
  for (const Offer& offer : offers_) addItem(offer);
  choice_->setCurrentIndex(choice_->findData(current));
}

void SectionPanel::showSettings(const Settings& settings) {
  const Section& values = settings.at(section_);
  std::string id;
  if (choice_) {
    id = std::get<std::string>(values.at("id"));
    const auto place = [this, &id] { return choice_->findData(QString::fromStdString(id)); };
    if (place() < 0) addItem({id});  // for a moment: what is on offer follows the data
    choice_->setCurrentIndex(place());
    caption_->setText(wordsOf(section_, id).caption);
  }
  if (id != shownId_) rebuildRows(id);
  rows_->showValues(values, inEffect_);
  values_ = values;
  showCaption();
}

// What a data set is known for no longer holds for other columns of it.
void SectionPanel::showCaption() {
  if (!caption_) return;
  const bool holds = section_ != "dataset" || !(values_.contains("target") || values_.contains("features"));
  caption_->setVisible(explained_ && holds);
}

void SectionPanel::setExplained(bool explained) {
  explained_ = explained;
  showCaption();
}

void SectionPanel::unfold() { heading_->setChecked(true); }

void SectionPanel::addFooter(QWidget* footer) { rowsLayout_->addWidget(footer); }

void SectionPanel::leaveOut(const std::set<std::string>& parameters) {
  std::set<std::string> all = parameters;
  all.insert("test_opened");
  if (all == leftOut_) return;
  leftOut_ = all;
  if (shownId_ != "?") rebuildRows(shownId_);
}

void SectionPanel::rebuildRows(const std::string& id) {
  shownId_ = id;
  std::vector<ParameterSpec> specs = sectionSpecs(section_, id);
  std::erase_if(specs, [this](const ParameterSpec& spec) { return leftOut_.contains(std::string(spec.id)); });
  rows_->setSpecs(specs, section_ + ".");
}

void SectionPanel::setColumns(const QStringList& columns, const Section& inEffect) {
  inEffect_ = inEffect;
  if (columns == columns_) return;
  columns_ = columns;
  rows_->setColumns(columns);
}

void SectionPanel::setOpen(bool open) {
  body_->setVisible(open);
  heading_->setIcon(open ? openIcon_ : closedIcon_);
}

void SectionPanel::setTheme(const Theme& theme) {
  openIcon_ = themedIcon(QStringLiteral("chevron_down"), theme.icon, theme.disabledIcon);
  closedIcon_ = themedIcon(QStringLiteral("chevron_right"), theme.icon, theme.disabledIcon);
  heading_->setIcon(heading_->isChecked() ? openIcon_ : closedIcon_);
  rows_->setTheme(theme);
}

}  // namespace lossarium::ui
