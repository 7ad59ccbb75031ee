// The controls of several parameters, a row each, made from their specs. What has no effect is left out; what
// is seldom needed comes on demand.
#pragma once

#include "core/base/value.h"

#include <QIcon>
#include <QStringList>
#include <QWidget>

#include <map>
#include <string>
#include <vector>

class QToolButton;
class QVBoxLayout;

namespace lossarium::ui {

class ParameterRow;
struct Theme;

class ParameterRows : public QWidget {
  Q_OBJECT

 public:
  /// `ofWhat` completes "More of …" for screen readers.
  explicit ParameterRows(const QString& ofWhat, QWidget* parent = nullptr);

  /// Builds the rows anew; each is called `prefix` + its parameter.
  void setSpecs(const std::vector<ParameterSpec>& specs, const std::string& prefix);
  /// Shows values without saying that they changed; for those that are absent, what holds then.
  void showValues(const std::map<std::string, Value>& values,
                  const std::map<std::string, Value>& inEffect = {});
  /// The data set's columns, for rows that choose among them.
  void setColumns(const QStringList& columns);
  void setTheme(const Theme& theme);

 signals:
  /// `key` has the prefix.
  void changed(const QString& key, const lossarium::Value& value);
  /// A parameter that may be absent shall be.
  void removed(const QString& key);

 private:
  void showWhatActs();

  QVBoxLayout* column_;
  QToolButton* more_;  ///< brings out what is seldom needed
  std::vector<ParameterRow*> rows_;
  QStringList columns_;
  std::map<std::string, Value> values_;
  std::map<std::string, Value> known_;  ///< with what holds for those that are absent
  QIcon openIcon_;
  QIcon closedIcon_;
};

}  // namespace lossarium::ui
