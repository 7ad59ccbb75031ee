// The settings of the experiment, made from the specs of its sections.
#pragma once

#include <QScrollArea>

#include <vector>

class QToolButton;

namespace lossarium::ui {

class ColumnsPanel;
struct Offer;
class SectionPanel;
class Session;
struct Theme;

class SetupPanel : public QScrollArea {
  Q_OBJECT

 public:
  explicit SetupPanel(Session& session, QWidget* parent = nullptr);
  /// Its text grows less than that of the pictures, and sentences are left out.
  void setPresenting(bool presenting);
  void setTheme(const Theme& theme);

 private:
  void showExperiment();
  void showData();
  void addColumnsButton();
  void showColumns();
  void offerColumns();
  std::vector<Offer> offeredLosses() const;

  void fit();

  Session& session_;
  bool presenting_ = false;
  std::vector<SectionPanel*> sections_;
  QToolButton* columnsButton_;
  ColumnsPanel* columns_;
  std::size_t shownDocument_ = 0;
};

}  // namespace lossarium::ui
