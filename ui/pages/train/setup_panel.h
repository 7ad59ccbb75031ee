// The settings of the experiment, made from the specs of its sections.
#pragma once

#include "core/base/value.h"
#include "ui/pages/side_panel.h"

#include <string_view>
#include <vector>

class QLabel;
class QToolButton;

namespace lossarium::ui {

class ColumnsPanel;
struct Offer;
class OptimizerNote;
class SectionPanel;
class Session;
struct Theme;

class SetupPanel : public SidePanel {
  Q_OBJECT

 public:
  explicit SetupPanel(Session& session, QWidget* parent = nullptr);
  /// Its text grows less than that of the pictures, and sentences are left out.
  void setPresenting(bool presenting);
  void setTheme(const Theme& theme);

 signals:
  /// A copy of the run with that one setting changed shall stand beside it.
  void compareWanted(const QString& key, const lossarium::Value& value);

 private:
  void addCompareButton();
  void showExperiment();
  void showData();
  SectionPanel* section(std::string_view name) const;
  void addColumnsButton();
  void showColumns();
  void leaveOutWhatBoxesLack();
  void offerColumns();
  std::vector<Offer> offeredData() const;
  std::vector<Offer> offeredLosses() const;
  std::vector<Offer> offeredModels() const;

  Session& session_;
  std::vector<SectionPanel*> sections_;
  QToolButton* columnsButton_;
  ColumnsPanel* columns_;
  OptimizerNote* optimizerNote_;
  QLabel* penaltyNote_;
  std::size_t shownDocument_ = 0;
};

}  // namespace lossarium::ui
